import { express, expressApp, type FetchHandler, fetchServer, type Handler, type Policy } from "@fetch-cors/peers";
import { type Contender, REFERENCE, SIMPLER } from "../contender.ts";
import { middleware } from "../hand-written/node-http.ts";

type CreateServer = (policy: Policy, handler: Handler, isSimpler: boolean) => FetchHandler;

/** Each is loaded from its own copy of the code, because an engine compiles code that two servers share for both. */
const contender = (name: string): Contender => ({
  name,
  kind: "hand-written",
  start: async (policy, handler) => {
    const isSimpler = name === SIMPLER;
    const copy = new URL(`./hand-written.mjs?${isSimpler}`, import.meta.url).href;
    const { createServer } = (await import(copy)) as { createServer: CreateServer };
    return fetchServer(createServer(policy, handler, isSimpler));
  },
});

/** Code that an author who knows the protocol writes for one policy. */
export const handWritten: readonly Contender[] = [
  contender(REFERENCE),
  contender(SIMPLER),
  {
    name: "hand-written on Express",
    kind: "hand-written",
    bare: express.name,
    start: async (policy, handler) => expressApp(handler, middleware(policy)),
  },
];
