// The handler fails, with a hook that would respond to the error.
import { withCors } from "@fetch-cors/next";

export const revalidate = false;

export const GET = withCors(
  () => {
    throw new Error("on-error fails");
  },
  { origin: "*" },
  { onError: () => new Response("from the hook") },
);
