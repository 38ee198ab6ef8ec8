// Serves one contender on the runtime that runs this file, until load-test.ts stops it.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type FetchHandler, type Policy, WORKLOADS } from "@fetch-cors/peers";
import { CONTENDERS } from "./contenders.ts";
import { middleware } from "./hand-written/node-http.ts";
import { HAND_WRITTEN_LISTENER, OUR_LISTENER } from "./load-contenders.ts";

interface ServerOfRuntime {
  readonly port: number;
}
interface Runtimes {
  readonly Bun?: { serve(options: object): ServerOfRuntime };
  readonly Deno?: { serve(options: object, fetch: FetchHandler): { readonly addr: ServerOfRuntime } };
}

const [, , name, server] = process.argv;
const workload = WORKLOADS.find((one) => one.name === "GET allowed");
if (!workload) throw new Error('no workload has the name "GET allowed"');
const policy = workload.policy();
const handler = workload.handler();
const address = { hostname: "127.0.0.1", port: 0 };

// The CPU time comes from a second server, so that it does not count the parsing of a command.
const cpuServer = createServer((_req, res) => {
  const { user, system } = process.cpuUsage();
  res.end(String((user + system) / 1e6));
});
cpuServer.listen(0, "127.0.0.1", async () => {
  console.log(`CPU time on port ${(cpuServer.address() as AddressInfo).port}`);
  const announce = ({ port }: ServerOfRuntime): void => console.log(`http://127.0.0.1:${port}`);
  const wrap = await listenerWrapper(policy);
  if (wrap) {
    const listener = wrap(await requestListener(handler.serve));
    const listening = createServer(listener).listen(0, "127.0.0.1", () => announce(listening.address() as AddressInfo));
  } else await serve(await fetchHandler(), announce);
});

/** Puts the policy around the listener of `node:http`, if the contender does. */
async function listenerWrapper(policy: Policy): Promise<((listener: RequestListener) => RequestListener) | undefined> {
  if (name === HAND_WRITTEN_LISTENER) {
    const handle = middleware(policy);
    return (listener) => (req, res) => handle(req, res, () => listener(req, res));
  }
  if (name === OUR_LISTENER) {
    const { withCors } = await import("@fetch-cors/node");
    return (listener) => withCors(listener, policy as never) as RequestListener;
  }
  return undefined;
}

/** Converts a handler of the Fetch API to a listener, as the server does. */
async function requestListener(fetch: FetchHandler): Promise<RequestListener> {
  if (server === "srvx") return (await import("srvx/node")).toNodeHandler(fetch) as RequestListener;
  return (await import("@hono/node-server")).getRequestListener(fetch) as RequestListener;
}

async function fetchHandler(): Promise<FetchHandler> {
  const started = await CONTENDERS.find((one) => one.name === name)?.start(policy, handler);
  if (!started || "cannot" in started || !started.fetch) throw new Error(`${name} is not a handler of the Fetch API`);
  return started.fetch;
}

async function serve(fetch: FetchHandler, announce: (server: ServerOfRuntime) => void): Promise<void> {
  const { Bun, Deno } = globalThis as Runtimes;
  if (Bun) announce(Bun.serve({ ...address, fetch: (request: Request) => fetch(request) }));
  else if (Deno) announce(Deno.serve({ ...address, onListen() {} }, (request) => fetch(request)).addr);
  else if (server === "srvx") {
    const { serve } = await import("srvx");
    const { url } = await serve({ ...address, fetch, silent: true }).ready();
    announce({ port: Number(new URL(url as string).port) });
  } else {
    const { serve } = await import("@hono/node-server");
    serve({ ...address, fetch }, announce);
  }
}
