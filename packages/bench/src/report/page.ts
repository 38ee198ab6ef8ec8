import type { Results } from "../results.ts";
import { allocationSection } from "./allocation-section.ts";
import { answersSection } from "./answers-section.ts";
import { coldStartSection } from "./cold-start-section.ts";
import { endToEndSection } from "./end-to-end-section.ts";
import { frameworkSection } from "./framework-section.ts";
import { runtimeSection } from "./runtime-section.ts";
import { sizeSection } from "./size-section.ts";
import { table } from "./table.ts";

/** docs/benchmarks.md. Prose says what was done; every figure comes from the results. */
export function page(results: Results): string {
  const runtimes = [results["node-20"], results["node-24"], results.bun, results.deno];
  const { machine, processes, rounds, batch } = results["node-20"];
  const cold = results["cold-start"];
  const load = results["end-to-end"];
  const versions = Object.entries(results.size.versions);
  return `<!-- Made by \`pnpm bench\` from packages/bench/results; edit packages/bench/src/report instead. -->

# Benchmarks

What CORS costs with fetch-cors, with other libraries, and at the least. Measured on ${machine.model}, ${machine.cores} cores,
${machine.memory} GiB, ${machine.system}; ${runtimes.map(({ runtime }) => runtime).join(", ")}. Yours will differ: what counts is the
relation. To repeat it, in a clone:

\`\`\`sh
npx --yes pnpm@12 bench          # all of it
npx --yes pnpm@12 bench --quick  # a short look, which changes no file
npx --yes pnpm@12 bench --only=node-20 --workload="GET allowed"
\`\`\`

## How it is measured

- **All in one process, in rounds.** Each round runs every contender once for about ${batch} ms, in another order; there are ${rounds}. What counts
  is the median of the differences within a round. What an engine makes of the same code differs from process to process, so this is
  done in ${processes}: a figure is their median, and the range beside it is what half of them lie in. So a multiple is not the quotient of two
  times in a table. The code of fetch-cors, and that of each
  hand-written server, is loaded for it alone, as in a server that has one. Requests are made before the clock starts and served in turn; every response is fresh. All contenders first run all workloads, so that an engine's
  assumptions about types fail for all alike. Answers that are promises are awaited, others are not made to wait.
- **Hand-written is 1.00**: the fastest of several hand-written servers that answer every workload byte for byte as fetch-cors
  does: exact origins, credentials, 403 for a denied preflight, \`Vary\` merged, the handler's own \`Access-Control-*\` headers
  replaced. None is fastest everywhere, so each workload names its own. "No replacing" is the simpler code that many would write: it does not
  look for CORS headers that the handler has set, and answers wrongly where there are any.
- **A preflight counts as a whole**; any other request by what is added to the handler alone, or to the
  framework with the handler: \`hono/cors\` is not charged for Hono.
- **Answers are checked first**, against the Fetch Standard and HTTP caching. ✗ marks those that answer wrongly; [what is wrong](#what-is-answered-wrongly) is below. A dash is
  what a contender cannot do, with the reason under the table.
- \`cors\` takes no \`Request\`. "Bridged" calls it with the least that stands in for \`req\` and \`res\`. "On Express", and \`@fastify/cors\`, run in
  their frameworks with real objects of \`node:http\`, without a socket.

## Time

${runtimes.map(runtimeSection).join("\n\n")}

## Adapters

The cost of our adapter as a multiple of the peer's in the same framework; below 1 is faster.

${frameworkSection(runtimes)}

## What is answered wrongly

To the workloads above, and to some requests that are not timed. Names of headers are without \`Access-Control-\`.

${answersSection(runtimes)}

## Memory

Bytes on the JavaScript heap for one request: of a preflight as a whole, else what is added to the handler's. Hand-written here is the
way that allocates least.

${allocationSection(results.allocation)}

## Size

What esbuild makes of a library's CORS, minified, and compressed with brotli, as one ES module with its exports; the limits that
the test holds are counted by size-limit, which packs a little differently. A framework does not count where the library can be had without it.

${sizeSection(results.size)}

## Cold start

From the start of a process to its first answer to a preflight: loading, making a policy, answering. Each is one file, made by
esbuild with all that it needs, frameworks too, as reading fewer files is faster. The first \`Response\` is costly by itself, so it is in the baseline. Medians of
${cold.rounds} starts, in rounds.

${coldStartSection(cold)}

## Under load

Real servers over a loopback socket. \`@hono/node-server\` puts a cheaper \`Response\` of its own in the place of Node's, which turns
into Node's as soon as somebody touches its headers; \`srvx\` takes Node's. ${load.connections} connections; in each of ${load.rounds} rounds every server answers ${load.amount} requests, alone. The first line is the rate of the
bare handler; the others are shares of it. A bare handler answers OPTIONS with a body, so a preflight can be faster.

${endToEndSection(load)}

## Versions

${table(
  ["package", "version"],
  versions.map(([name, version]) => [name, version]),
)}
`;
}
