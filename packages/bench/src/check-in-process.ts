// Checks the answers of our packages and of the hand-written servers on the runtime that runs this file, for
// test/answers.test.ts.
import { EDGE_CASES, findingsOf, WORKLOADS } from "@fetch-cors/peers";
import { CONTENDERS } from "./contenders.ts";
import { setUp } from "./set-up.ts";

const own = CONTENDERS.filter(({ kind }) => kind === "ours" || kind === "hand-written");
const workloads = WORKLOADS.filter(({ isLarge }) => !isLarge);
const compared: string[] = [];
for (const workload of workloads) {
  const started = await setUp(own, workload, workload.policy(), workload.handler());
  compared.push(...started.map(({ contender }) => `${contender.name}: ${workload.name}`));
}
const servers = own.map((contender) => ({ ...contender, package: contender.name }));
const findings = await findingsOf(servers as never, [...workloads, ...EDGE_CASES]);
process.stdout.write(`\n${JSON.stringify({ compared, findings })}`, () => process.exit(0));
