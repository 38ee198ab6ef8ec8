// The policy makes the route dynamic. The build tries to render it, which onDecision does not observe.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const revalidate = 3600;

export const GET = withCors(() => new Response("dynamic"), policy, {
  onDecision: (decision) => console.log(`observed: ${decision.kind}`),
});
