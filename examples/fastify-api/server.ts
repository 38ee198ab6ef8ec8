// An API on Fastify for pages of other origins, with cookies, and a status that every page may read.
import { cors } from "@fetch-cors/fastify";
import fastify, { type FastifyError } from "fastify";

const users = [{ id: 7, name: "Ada" }];

const app = fastify();

// A scope with its own policy.
app.register(async (scope) => {
  scope.register(cors);
  scope.get("/status", async () => ({ up: true }));
});

app.register(
  async (api) => {
    api.register(cors, { policy: { origin: ["https://app.example.com", "http://localhost:*"], credentials: true } });
    api.get("/users", async () => users);
    api.put<{ Params: { id: string }; Body: { name: string } }>("/users/:id", async ({ params, body }) => ({
      ...body,
      id: Number(params.id),
    }));
    api.get("/broken", () => {
      throw new Error("out of order");
    });
  },
  { prefix: "/api" },
);

// Without CORS, because the policy also adds its headers to error responses.
app.setErrorHandler((error: FastifyError, _request, reply) => {
  const status = error.statusCode ?? 500;
  if (status >= 500) console.error(error);
  return reply.code(status).send({ error: status >= 500 ? "Internal Server Error" : error.message });
});

await app.listen({ port: Number(process.env["PORT"] ?? 3000), host: "localhost" });
const { port } = app.server.address() as { port: number };
console.log(`The API listens on http://localhost:${port}`);
