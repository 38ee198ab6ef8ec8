// Prints the findings of all peers on the runtime that runs this file, as the last line; compare-answers.ts starts it.
import { findingsOf } from "./findings.ts";
import { PEERS } from "./peers.ts";
import { EDGE_CASES, WORKLOADS } from "./scenarios.ts";

// The number of origins does not change an answer, and large policies take long to compile.
const scenarios = [...WORKLOADS.filter(({ isLarge }) => !isLarge), ...EDGE_CASES];
const findings = await findingsOf(PEERS, scenarios);
process.stdout.write(`\n${JSON.stringify(findings)}`, () => process.exit(0));
