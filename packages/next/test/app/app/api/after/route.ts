// Does work after the response.
import { corsRoute } from "@fetch-cors/next";
import { after } from "next/server";
import { policy } from "../../../policies.ts";

export const { GET, OPTIONS } = corsRoute(
  {
    GET: () => {
      after(() => console.log("ran after the response"));
      return new Response("hello");
    },
  },
  policy,
);
