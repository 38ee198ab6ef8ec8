import { type Contender, OURS, type Serve } from "../contender.ts";

type WithCors = (handler: Serve, policy: object) => Serve;

/** In a file of its own, as a server has one adapter: what the others do in the same code would cost this one. */
const OWN = new URL("./core.mjs", import.meta.url).href;

/** Core; or what the variable `CORE` names in its place: a file, or several, separated by commas, to compare them with each other. */
export const fetchCors: readonly Contender[] = (process.env["CORE"] ?? OWN).split(",").map((file, _, files) => ({
  name: files.length === 1 ? OURS : `core of ${file}`,
  kind: "ours",
  package: OURS,
  load: async () => {
    const { withCors } = (await import(file)) as { withCors: WithCors };
    return (settings, handler) => withCors(handler.serve, settings);
  },
}));
