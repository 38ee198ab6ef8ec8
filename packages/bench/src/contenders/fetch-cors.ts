import type { Contender, Serve } from "../contender.ts";

type WithCors = (handler: Serve, policy: object) => Serve;

const CORE = "@fetch-cors/core";

/**
 * Core in a file of its own, as a server has one adapter: what the others do in the same code would cost this one. Or the
 * files that the variable `CORE` names, separated by commas, to compare them with each other.
 */
export const fetchCors: readonly Contender[] = (process.env["CORE"] ?? CORE).split(",").map((core) => ({
  name: core === CORE ? core : `core of ${core}`,
  kind: "ours",
  package: CORE,
  load: async () => {
    const file = core === CORE ? new URL("./core.mjs", import.meta.url).href : core;
    const { withCors } = (await import(file)) as { withCors: WithCors };
    return (settings, handler) => withCors(handler.serve, settings);
  },
}));
