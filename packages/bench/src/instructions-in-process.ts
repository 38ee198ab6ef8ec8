// Serves a number of requests, and nothing else: instructions.ts counts what the processor does meanwhile.

import type { Serve } from "./contender.ts";
import { CONTENDERS } from "./contenders.ts";
import { WORKLOADS } from "./workloads.ts";

const [, , part = "", name, calls] = process.argv;
const contender = CONTENDERS.find((one) => one.name.startsWith(part));
const workload = WORKLOADS.find((one) => one.name === name);
if (!contender || !workload) throw new Error(`no contender ${part}, or no workload ${name}`);

const settings = workload.settings();
const requests = workload.requests(settings);
const serve = (await (await contender.load())(settings, workload.handler())) as Serve;
for (let call = 0; call < Number(calls); call++) serve(requests[call % requests.length] as Request);
process.exit(0);
