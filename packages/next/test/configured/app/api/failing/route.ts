// Fails while the build renders it, if the test wants that.
import { withCors } from "@fetch-cors/next";

export const GET = withCors(
  () => {
    if (process.env["FAIL"] === "yes") throw new Error("the build has to fail");
    return new Response("static");
  },
  { origin: "*" },
  { onError: () => new Response("from the hook", { status: 503 }) },
);
