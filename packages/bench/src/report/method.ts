import type { Results, RuntimeId } from "../results.ts";

/** The results that the page shows, and whether the load test was run. */
export interface Shown {
  readonly first: Results[RuntimeId];
  readonly hasLoad: boolean;
}

const REDIRECT_ROW = `
| redirect         | the handler returns \`Response.redirect()\`, whose headers are immutable except on Bun    |`;

const NO_ROW = ", which has no row on this page,";

/** Explains how the figures are measured, and how to read them. */
export const method = ({ first, hasLoad }: Shown): string => {
  const { machine, processes, rounds, batch, workloads } = first;
  const hasRow = (name: string): boolean => Object.values(workloads).some(({ multiples }) => name in multiples);
  const loadTest = hasLoad ? "The load test" : "A separate load test, whose results are not on this page,";
  return `## Method

These figures were measured on a machine with ${machine.cores} cores (${machine.model}) and ${machine.memory} GiB of memory, on ${machine.system}. Times
differ between machines, but multiples differ less. Run the benchmark on your own machine, in a clone of the repository:

\`\`\`sh
npx --yes pnpm@12 bench                          # everything
npx --yes pnpm@12 bench --quick --only=node-24   # a short run, which writes no file
npx --yes pnpm@12 bench --only=bun --workload="GET allowed"
npx --yes pnpm@12 bench --base=../earlier/packages/core/dist
\`\`\`

The last command compares the current core with an earlier build, in the same processes.

### Workloads

Each workload is a policy, a handler and sixteen requests. The requests are created before the clock starts, and are sent in turn. Their
origins differ, so caching the last request does not help.

| column           | request and policy                                                                      |
| ---------------- | --------------------------------------------------------------------------------------- |
| preflight        | a preflight for PUT with two headers; three exact origins are allowed, with credentials |
| preflight denied | the same preflight from an unknown origin                                               |
| pattern          | the same preflight with the pattern \`https://*.preview.example.com\`                     |
| GET              | a GET request from an allowed origin; the handler returns a short JSON body             |
| GET denied       | the same GET request from an unknown origin                                             |
| no Origin        | the same GET request without an \`Origin\` header                                         |
| \`*\`              | the same GET request with \`origin: "*"\`                                                 |
| own headers      | the handler's response has a \`Vary\` header and two cookies                              |
| fetched          | the handler returns a response from \`fetch\`, whose headers are immutable except on Bun  |${"GET, redirect" in workloads ? REDIRECT_ROW : ""}

### Cost

The cost of a preflight is its total time, because only the CORS code handles it. The cost of any other request is the time that CORS
adds. For a library without a framework, this is the difference from the bare handler. For a library in a framework, it is the difference
from the framework with the same handler, so \`hono/cors\` does not pay for Hono.

A multiple is the cost of a library divided by the cost of the hand-written server. For a GET request, each cost is the difference between
two times. The handler often takes longer than the CORS code, so 1.20 does not mean that a server handles a fifth fewer requests. It
means that the CORS part takes a fifth longer. ${loadTest} measures whole servers.

### Hand-written servers

The comparison needs a fixed reference. Other libraries are unsuitable, because their responses differ, and some do less work. The benchmark
therefore contains hand-written servers:

- **bare handler** has no CORS code. Its time is subtracted.
- **hand-written** gives the same responses as \`@fetch-cors/core\` for every workload: the same status and CORS headers, byte for byte. It implements one policy and has no
  options. It looks up the origin in a set, prepares a response for each origin and clones it for a preflight. On other responses, it removes the
  handler's \`Access-Control-*\` headers, sets its own, and merges \`Vary\`. It changes a response in place, and copies it if its headers are
  immutable. It uses the fastest loop over headers for each runtime.
- **hand-written, simpler** is code that many authors would write. It creates each preflight response from an object, and does not
  remove the handler's CORS headers. Its response is wrong if the handler, or a server behind it, sets such headers.
- **hand-written on Express**${hasRow("hand-written on Express") ? "" : NO_ROW} does the same work as **hand-written** in \`node:http\`, and adds its headers when
  the response is sent. In the load test, the same code also wraps the listener of a server.

The benchmark stops if the responses of **hand-written**, **hand-written on Express** and our packages differ in status or in CORS headers.
A library can be faster than hand-written code if it does less, so check for ✗ first.

### Rounds and processes

All contenders (the libraries and the hand-written servers) run in one process, in rounds. Each round runs every contender once, in random
order, for about ${batch} ms. There are ${rounds} rounds. Other load on the machine then affects all contenders of a round. In each round, the
difference between two contenders is taken. A multiple is computed from the median of these differences, and not from the quotient of two
medians, so it can differ from the quotient of the times on this page.

A JavaScript engine optimizes code for the way in which it was called before, so the same code takes a different time in each process. This
difference is larger than the difference between rounds. The benchmark is therefore repeated in ${processes} processes with different random orders.
A figure is the median of the processes, and a range contains the middle half of them. If the ranges of two figures
overlap, do not conclude that the figures differ.

Four more rules make the comparison fair:

- Every contender first runs every workload. Otherwise, the engine would optimize the code for the first workload alone, which never
  happens in a server.
- Core and the hand-written servers are loaded from separate files. Two servers that share a function would share its
  optimizations and its deoptimizations.
- A promise is awaited, but a synchronous response is not. A library that is unnecessarily asynchronous pays for it, as in a
  server.
- Requests are prepared, and responses are read, while the clock is stopped. The engine cannot skip work, because every
  response is stored.

### Peers

The other libraries are called peers. All are started through one interface, which takes a policy and returns a server, or the part of the policy that the peer cannot
express. Each peer has the options that a careful user would write. For a wildcard subdomain, for example, a peer gets an anchored regular
expression with escaped dots. If a peer has no option for a part of the policy, the peer is omitted from the workload, and the reason is
listed under [Wrong responses](#wrong-responses).

Some peers need an explanation:

- \`cors\` takes \`req\` and \`res\` from \`node:http\`. "cors (bridged)" translates a Request and a Response to small objects that have only
  the properties it uses. This is cheaper than any real server, so it is the best case. "cors on Express" is the usual case.
- Express and Fastify run with real \`node:http\` request and response objects, but without a socket. They cannot send a fetched
  response. Fastify receives requests through its router, as in its own server.
- \`@fetch-cors/node\` has two rows on Express: its middleware, and \`withCors\` around the whole application. On Node 22, Express makes each
  response a special case for V8, which then takes about 0.7 µs to read a property and 2.5 µs to add one. \`withCors\` adds its properties before that.
- \`@remix-run/cors-middleware\`, \`remix-utils\` and \`itty-router\` run without their routers.
- \`remix-utils\` passes a preflight on to the application, which responds with a 204.

### Checked responses

A fast but wrong response is worthless, so each response is checked before anything is timed. The checks follow from the Fetch Standard and HTTP
caching, and not from the design of fetch-cors:

- The response to an allowed request allows its origin, or \`*\` if the policy allows every origin. It allows credentials if and only if the policy does.
- A denied request and a request without \`Origin\` get no CORS header.
- \`Vary\` contains \`Origin\` unless every origin is allowed, because a shared cache could otherwise serve the response for one origin to a different one.
- The response to an allowed preflight allows the requested method and headers, and has the policy's \`maxAge\`.
- The response still has the status, body, cookies, \`Vary\` and other headers of the handler.

Where the standard allows a choice, every choice is correct. The status for a preflight from a denied origin is an example. More requests
are checked but not timed: origins that resemble an allowed one, an opaque origin, a plain OPTIONS request, and a handler with its own CORS
headers. A test repeats these checks on Node, Bun and Deno, and compares the results with the list on this page.

### Limits of the method

- A server with one route and a short body is the worst case for CORS code. A real handler takes much longer, so the CORS part is
  smaller in comparison.
- A process that measures many libraries is not a server. A function that every contender calls, such as the constructor of
  \`Response\`, is optimized for all of them. The load test uses one process for each server, and confirms the ranking.
- Garbage collection happens in the measurement during which memory runs out, and not in the one that allocated the memory. The
  section [Memory](#memory) counts bytes instead.
- In the load test, client and server run on the same machine. The test therefore divides the requests by the CPU time of the server, which does not
  include the time of the client. It does not measure latency.
- \`@hono/node-server\` replaces \`Response\` with a cheaper class, which becomes a real response when its headers are read. A policy in
  the handler reads them, and loses this advantage. A policy around the listener does not.

### Results in the repository

The repository contains a summary: the median multiple and its quartiles for each runtime, workload and contender, in
[\`packages/bench/results\`](../packages/bench/results). It does not contain the times of single rounds. \`pnpm bench\` writes the summary and this page. A test fails if the page
and the summary differ.
`;
};
