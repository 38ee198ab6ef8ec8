// An API on Express for pages of other origins, with cookies.
import { cors } from "@fetch-cors/node";
import express, { type ErrorRequestHandler } from "express";

const users = [{ id: 7, name: "Ada" }];

const app = express();

// Before everything else: authentication would reject preflights, and only later responses, including errors and 404s,
// get the CORS headers.
app.use(cors({ origin: ["https://app.example.com", "http://localhost:*"], credentials: true }));
app.use(express.json());

app.get("/api/users", (_req, res) => {
  res.json(users);
});

app.put("/api/users/:id", (req, res) => {
  res.json({ ...req.body, id: Number(req.params.id) });
});

app.get("/api/broken", () => {
  throw new Error("out of order");
});

// Last, and with four parameters, by which Express recognizes it. Its responses get the CORS headers too.
const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  res.status(status).json({ error: status >= 500 ? "Internal Server Error" : error.message });
};
app.use(answerError);

const server = app.listen(process.env["PORT"] ?? 3000, () => {
  const { port } = server.address() as { port: number };
  console.log(`The API listens on http://localhost:${port}`);
});
