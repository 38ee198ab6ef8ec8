// The handler fails, and a hook would answer the error.
import { withCors } from "@fetch-cors/next";

export const revalidate = false;

export const GET = withCors(
  () => {
    throw new Error("on-error fails");
  },
  { origin: "*" },
  { onError: () => new Response("from the hook") },
);
