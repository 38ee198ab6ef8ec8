// An observer gets a decision about each request, which makes the route dynamic.
import { withCors } from "@fetch-cors/next";

export const revalidate = 3600;

export const GET = withCors(() => new Response("dynamic"), { origin: "*" }, { onDecision: () => undefined });
