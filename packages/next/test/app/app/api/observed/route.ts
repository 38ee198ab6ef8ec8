// A dynamic route that asks for a revalidation. An observer does not get the attempt of the build to render it.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const revalidate = 3600;

export const GET = withCors(() => new Response("dynamic"), policy, {
  onDecision: (decision) => console.log(`observed: ${decision.kind}`),
});
