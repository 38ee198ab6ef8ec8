// A static route whose renderings onDecision does not observe.
import { withCors } from "@fetch-cors/next";

export const revalidate = 3600;

export const GET = withCors(
  () => new Response("static"),
  { origin: "*" },
  { onDecision: (decision) => console.log(`observed: ${decision.kind}`) },
);
