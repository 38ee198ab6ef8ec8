// One contender behind a real server on this runtime, for end-to-end.ts, which ends it.

import type { Serve } from "./contender.ts";
import { CONTENDERS } from "./contenders.ts";
import { WORKLOADS } from "./workloads.ts";

interface Server {
  readonly port: number;
}
interface Runtimes {
  readonly Bun?: { serve(options: object): Server };
  readonly Deno?: { serve(options: object, fetch: Serve): { readonly addr: Server } };
}

const [, , name, server] = process.argv;
const contender = CONTENDERS.find((one) => one.name === name);
const workload = WORKLOADS.find((one) => one.name === "GET allowed");
if (!contender || !workload) throw new Error(`no contender is named ${name}`);
const setup = await contender.load();
const fetch = (await setup(workload.settings(), workload.handler())) as Serve;
if (typeof fetch !== "function") throw new Error(`${name} does not speak Request and Response`);

const address = { hostname: "127.0.0.1", port: 0 };
const say = ({ port }: Server): void => console.log(`http://127.0.0.1:${port}`);
const { Bun, Deno } = globalThis as Runtimes;
if (Bun) say(Bun.serve({ ...address, fetch: (request: Request) => fetch(request) }));
else if (Deno) say(Deno.serve({ ...address, onListen() {} }, (request) => fetch(request)).addr);
else if (server === "srvx") {
  const { serve } = await import("srvx");
  const { url } = await serve({ ...address, fetch, silent: true }).ready();
  say({ port: Number(new URL(url as string).port) });
} else {
  const { serve } = await import("@hono/node-server");
  serve({ ...address, fetch }, say);
}
