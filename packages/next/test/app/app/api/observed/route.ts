// The policy makes the route dynamic. Its observer does not get the attempt of the build to render the route.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const revalidate = 3600;

export const GET = withCors(() => new Response("dynamic"), policy, {
  onDecision: (decision) => console.log(`observed: ${decision.kind}`),
});
