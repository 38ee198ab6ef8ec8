import { type FetchHandler, fetchServer } from "@fetch-cors/peers";
import { BASE, CORE, type Contender } from "../contender.ts";

type WithCors = (handler: FetchHandler, policy: object) => FetchHandler;

const contender = (name: string, file: string, comparedWith?: string): Contender => ({
  name,
  kind: "ours",
  ...(comparedWith !== undefined && { comparedWith }),
  start: async (policy, { serve }) => {
    const { withCors } = (await import(file)) as { withCors: WithCors };
    return fetchServer(withCors(serve, policy));
  },
});

// Core has a file of its own, because the adapters would change how an engine compiles the same code.
const { CORE_FILE = new URL("./core.mjs", import.meta.url).href, BASE_FILE } = process.env;

/** Core, and the earlier build that the variable `BASE_FILE` names. */
export const core: readonly Contender[] =
  BASE_FILE === undefined
    ? [contender(CORE, CORE_FILE)]
    : [contender(CORE, CORE_FILE, BASE), contender(BASE, BASE_FILE)];
