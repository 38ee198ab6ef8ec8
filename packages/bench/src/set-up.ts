import {
  checkResponse,
  type Exchange,
  type Policy,
  type PreparedHandler,
  runScenario,
  type Scenario,
  type Server,
} from "@fetch-cors/peers";
import { CORE, type Contender, SIMPLER } from "./contender.ts";
import { differencesFromCore } from "./expected-response.ts";

/** A contender that has been started for a workload. */
export interface Started {
  readonly contender: Contender;
  readonly server: Server;
}

/** Whether a contender gives the same answers as core, byte for byte. */
const answersLikeCore = ({ name, kind }: Contender): boolean =>
  kind === "ours" || (kind === "hand-written" && name !== SIMPLER);

/** Checks everything that core does: the standards, and the exact status and CORS headers. */
const checkLikeCore = (exchange: Exchange): readonly string[] => [
  ...checkResponse(exchange),
  ...differencesFromCore(exchange),
];

/**
 * Starts the contenders for a workload, and sends each request once. Contenders that cannot express the policy, that do
 * not run on this runtime, or that throw are left out.
 *
 * @throws If one of our packages or of the hand-written servers throws, or does not answer like core.
 */
export async function setUp(
  contenders: readonly Contender[],
  workload: Scenario,
  policy: Policy,
  handler: PreparedHandler,
): Promise<readonly Started[]> {
  const started: Started[] = [];
  for (const contender of contenders) {
    try {
      const server = await contender.start(policy, handler);
      if ("cannot" in server) continue;
      const isExact = answersLikeCore(contender);
      const mistakes = await runScenario(server, workload, policy, handler, isExact ? checkLikeCore : checkResponse);
      if (isExact && mistakes.length > 0) throw new Error(mistakes.join("; "));
      started.push({ contender, server });
    } catch (cause) {
      if (!answersLikeCore(contender)) continue;
      throw new Error(`${contender.name} does not answer "${workload.name}" like ${CORE}`, { cause });
    }
  }
  return started;
}
