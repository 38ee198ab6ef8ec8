import type { Contender, Serve } from "../contender.ts";

type WithCors = (handler: Serve, policy: object) => Serve;

const CORE = "@fetch-cors/core";

/** Built core; or the files that the variable `CORE` names, separated by commas, to compare them with each other. */
export const fetchCors: readonly Contender[] = (process.env["CORE"] ?? CORE).split(",").map((core) => ({
  name: core === CORE ? core : `core of ${core}`,
  kind: "ours",
  package: CORE,
  load: async () => {
    const { withCors } = (await import(core)) as { withCors: WithCors };
    return (settings, handler) => withCors(handler.serve, settings);
  },
}));
