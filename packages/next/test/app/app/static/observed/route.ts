// An observer does not get the renderings of a static route.
import { withCors } from "@fetch-cors/next";

export const revalidate = 3600;

export const GET = withCors(
  () => new Response("static"),
  { origin: "*" },
  { onDecision: (decision) => console.log(`observed: ${decision.kind}`) },
);
