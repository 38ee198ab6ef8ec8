export { checkResponse, type Exchange } from "./check-response.ts";
export { type Finding, findingsOf, mergeFindings } from "./findings.ts";
export type { PreparedHandler } from "./handlers.ts";
export { nodeApp, sendResponse } from "./node-app.ts";
export {
  type FetchHandler,
  type Framework,
  fetchServer,
  type Handler,
  type Inability,
  type Peer,
  type Policy,
  type Server,
} from "./peer.ts";
export { express, expressApp } from "./peers/express.ts";
export { fastify, fastifyApp } from "./peers/fastify.ts";
export { hono, honoApp } from "./peers/hono.ts";
export { PEERS } from "./peers.ts";
export { runScenario } from "./run-scenario.ts";
export { EDGE_CASES, type Scenario, WORKLOADS } from "./scenarios.ts";
