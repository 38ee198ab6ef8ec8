import { type Contender, SIMPLER } from "../contender.ts";
import { lookupFor } from "./hand-written/lookup.ts";
import { NAMES, type server } from "./hand-written/server.ts";

/**
 * What a server author could write who knows the protocol; the fastest is the limit that the others are compared with. One
 * is simpler, and does less.
 */
export const handWritten: readonly Contender[] = NAMES.map((name, index) => ({
  name,
  kind: name === SIMPLER ? "simpler" : "hand-written",
  load: async () => {
    const own = (await import(new URL(`./hand-written.mjs?${index}`, import.meta.url).href)) as {
      server: typeof server;
    };
    return (settings, handler) => own.server(name, settings, handler, lookupFor(settings.origin));
  },
}));
