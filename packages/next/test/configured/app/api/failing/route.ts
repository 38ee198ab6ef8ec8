// Fails while the build renders it, if the environment variable FAIL is set.
import { withCors } from "@fetch-cors/next";

export const GET = withCors(
  () => {
    if (process.env["FAIL"] === "yes") throw new Error("the build fails on purpose");
    return new Response("static");
  },
  { origin: "*" },
  { onError: () => new Response("from the hook", { status: 503 }) },
);
