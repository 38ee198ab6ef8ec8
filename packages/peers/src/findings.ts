import type { Inability, Peer } from "./peer.ts";
import { runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenarios.ts";

/** One mistake or inability of a peer, and the scenarios in which it appears. */
export interface Finding {
  readonly peer: string;
  /** The mistake, or what the peer cannot express or send. */
  readonly finding: string;
  readonly scenarios: readonly string[];
  /** The runtimes with this finding. Absent if all have it. */
  readonly runtimes?: readonly string[];
}

/** Runs the scenarios with each peer on the current runtime. */
export async function findingsOf(peers: readonly Peer[], scenarios: readonly Scenario[]): Promise<readonly Finding[]> {
  const found = new Map<string, { peer: string; finding: string; scenarios: string[] }>();
  for (const scenario of scenarios) {
    const policy = scenario.policy();
    for (const { name, start } of peers) {
      const handler = scenario.handler();
      for (const finding of await findingsOfScenario()) {
        const key = `${name}: ${finding}`;
        const known = found.get(key) ?? { peer: name, finding, scenarios: [] };
        known.scenarios.push(scenario.name);
        found.set(key, known);
      }

      async function findingsOfScenario(): Promise<readonly string[]> {
        try {
          const server = await start(policy, handler);
          if ("cannot" in server) return [inability(server)];
          return await runScenario(server, scenario, policy, handler);
        } catch (error) {
          // Each runtime has its own message for immutable headers.
          const { message } = error as Error;
          return [`throws: ${/immutable/.test(message) ? "headers are immutable" : message.split("\n")[0]}`];
        }
      }
    }
  }
  return [...found.values()].sort(byPeer(peers));
}

const inability = ({ cannot }: Inability): string =>
  `cannot ${cannot === "fetched responses" ? "send" : "express"} ${cannot}`;

const byPeer = (peers: readonly Peer[]) => {
  const order = new Map(peers.map(({ name }, index) => [name, index]));
  return (one: Finding, other: Finding): number => (order.get(one.peer) ?? 0) - (order.get(other.peer) ?? 0);
};

/**
 * Merges the findings of several runtimes. A finding that is the same on all of them appears once, without their names.
 */
export function mergeFindings(byRuntime: { readonly [runtime: string]: readonly Finding[] }): readonly Finding[] {
  const merged = new Map<string, { finding: Finding; runtimes: string[] }>();
  for (const [runtime, findings] of Object.entries(byRuntime)) {
    for (const finding of findings) {
      const key = JSON.stringify(finding);
      const known = merged.get(key) ?? { finding, runtimes: [] };
      known.runtimes.push(runtime);
      merged.set(key, known);
    }
  }
  const all = Object.keys(byRuntime).length;
  return [...merged.values()].map(({ finding, runtimes }) =>
    runtimes.length === all ? finding : { ...finding, runtimes },
  );
}
