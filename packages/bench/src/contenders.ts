import { type Framework, fetchServer, PEERS } from "@fetch-cors/peers";
import { BARE, type Contender } from "./contender.ts";
import { adapters } from "./contenders/adapters.ts";
import { core } from "./contenders/core.ts";
import { handWritten } from "./contenders/hand-written.ts";

const frameworks = new Set(PEERS.flatMap(({ framework }) => framework ?? []));

const bare: readonly Contender[] = [
  { name: BARE, kind: "bare", bare: BARE, start: async (_policy, { serve }) => fetchServer(serve) },
  ...[...frameworks].map(
    ({ name, start }: Framework): Contender => ({
      name,
      kind: "bare",
      bare: name,
      start: (_policy, handler) => start(handler),
    }),
  ),
];

const peers: readonly Contender[] = PEERS.map(({ name, framework, start }) => ({
  name,
  kind: "peer",
  ...(framework && { bare: framework.name }),
  start,
}));

/** Every contender, in the order of the tables. */
export const CONTENDERS: readonly Contender[] = [...bare, ...handWritten, ...core, ...adapters, ...peers];
