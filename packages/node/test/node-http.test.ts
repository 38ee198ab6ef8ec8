// `withCors` on node:http: the shared conformance cases, and what is specific to the responses of Node.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { afterEach, beforeEach, vi } from "vitest";
import { withCors } from "../src/index.ts";
import { type CaseRoute, conformanceListener, sendByWriteHead as send } from "./conformance-listener.ts";
import { ownCases } from "./own/node-http.ts";
import { ownErrorCases } from "./own/node-http-errors.ts";
import { listen } from "./serve.ts";
import { TRANSPORT_HEADERS } from "./transport-headers.ts";

type Listener = (req: IncomingMessage, res: ServerResponse) => unknown;

const mount = ({ corsArguments, respond }: CaseRoute): Listener =>
  corsArguments.reduceRight<Listener>(
    (listener, policyAndHooks) => withCors(listener, ...(policyAndHooks as unknown as [never])),
    (req, res) => {
      const response = respond(req);
      return response instanceof Response
        ? send(response, res)
        : Promise.resolve(response).then((later) => send(later, res));
    },
  );

// The default error handling logs the error.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

let base = "";

describeRuntime(
  {
    adapter: "@fetch-cors/node",
    skipsInnerPolicy: true,
    runtime: `Node ${process.versions.node} (node:http)`,
    transportHeaders: TRANSPORT_HEADERS,
    start: async () => {
      const running = await listen(createServer(conformanceListener(mount, send, () => base) as never));
      base = running.url;
      return running;
    },
  },
  () => {
    ownCases();
    ownErrorCases();
  },
);
