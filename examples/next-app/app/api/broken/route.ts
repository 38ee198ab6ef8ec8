/** What a page sees of a handler that throws: a 500 that it can read. */
import { corsRoute } from "@fetch-cors/next";
import { policy } from "../../../policy.ts";

export const { GET, OPTIONS } = corsRoute(
  {
    GET: (): Response => {
      throw new Error("the database is gone");
    },
  },
  policy,
  {
    // Next.js does not hear of the error, so this is the place to report it.
    onError: (error) => {
      console.error("reported:", error);
      return Response.json({ error: "Something went wrong" }, { status: 500 });
    },
  },
);
