import { BARE, type Contender } from "../contender.ts";

/** No CORS at all. */
export const bare: Contender = {
  name: BARE,
  kind: "bare",
  load: () => (_settings, handler) => handler.serve,
};
