import type { Results, RuntimeId } from "../results.ts";

/** How the figures are measured, and how to read them. */
export const method = ({ machine, processes, rounds, batch }: Results[RuntimeId]): string => `## Method

These figures come from ${machine.model}, ${machine.cores} cores, ${machine.memory} GiB, ${machine.system}. Times differ between machines, and multiples differ less. Run the
benchmark on your own machine, in a clone of the repository:

\`\`\`sh
npx --yes pnpm@12 bench                          # everything
npx --yes pnpm@12 bench --quick --only=node-24   # a short run, which writes no file
npx --yes pnpm@12 bench --only=bun --workload="GET allowed"
npx --yes pnpm@12 bench --base=../earlier/packages/core/dist
\`\`\`

The last command measures the current core beside an earlier build of it, in the same processes.

### Workloads

Each workload is a policy, a handler and sixteen requests. The requests are created before the clock starts, and are sent in turn. The
origins differ, so a cache of the last request does not help.

| column           | request and policy                                                                      |
| ---------------- | --------------------------------------------------------------------------------------- |
| preflight        | a preflight for PUT with two headers; three exact origins are allowed, with credentials |
| preflight denied | the same preflight from an unknown origin                                               |
| pattern          | the same preflight under \`https://*.preview.example.com\`                                |
| GET              | a GET request from an allowed origin; the handler returns a short JSON body             |
| GET denied       | the same GET request from an unknown origin                                             |
| no Origin        | the same GET request without an \`Origin\` header                                         |
| \`*\`              | the same GET request under \`origin: "*"\`                                                |
| own headers      | the response has a \`Vary\` and two cookies of its own                                    |
| fetched          | the handler returns a response of \`fetch\`, whose headers are immutable except on Bun    |
| redirect         | the handler returns \`Response.redirect()\`, whose headers are immutable except on Bun    |

### Cost

The cost of a preflight is its whole time, because the CORS code answers it alone. The cost of any other request is the time that CORS
adds. For a library without a framework this is the difference to the handler. For a library in a framework it is the difference to the
framework with the same handler: \`hono/cors\` does not pay for Hono.

A multiple is the cost of a library divided by the cost of the hand-written server. For a GET request both costs are differences of two
times. The handler itself often takes longer than the CORS code, so 1.20 does not mean that a server answers a fifth fewer requests. It
means that the CORS part takes a fifth longer. The load test measures whole servers.

### Hand-written servers

A library needs a fixed point for comparison. Other libraries cannot be that point, because they give different answers, and some do
less work. So the benchmark contains hand-written servers:

- **bare handler** has no CORS code. Its time is subtracted.
- **hand-written** gives the same answers as \`@fetch-cors/core\` for every workload: the same status and CORS headers, byte for byte. It knows one policy and has no
  options. It looks the origin up in a set, keeps a prepared response for each origin and clones it for a preflight. On other responses it removes the
  \`Access-Control-*\` headers of the handler, sets its own, and merges \`Vary\`. It changes a response in place, and copies it if its headers are
  immutable. It uses the fastest loop over headers of each runtime.
- **hand-written, simpler** is code that many authors would write. It creates each preflight response from an object, and does not
  remove CORS headers of the handler. It answers wrongly if the handler, or a server behind it, sets such headers.
- **hand-written on Express** does the work of the first one in \`node:http\`, and adds its headers when the response is sent. Under
  load the same code also runs around the listener of a server.

The benchmark stops if the exact servers, or one of our packages, give another status or other CORS headers. A library can be faster than hand-written code
if it does less. Look at its ✗ first.

### Rounds and processes

All contenders run in one process, in rounds. Each round runs every contender once, in random order, for about ${batch} ms. There are ${rounds} rounds.
Other load on the machine then affects all contenders of a round. A multiple is computed from the median difference of two contenders
within a round, and not from the quotient of two medians. This is why a multiple can differ from the quotient of the times on this page.

An engine optimizes code for what it has seen, and the same code gets a different result in each process. This difference is larger than the difference of
rounds. So everything is repeated in ${processes} processes with different random orders. A figure is the median of the processes, and a range holds half of
them. Two figures whose ranges overlap are not different.

Four more rules make the comparison fair:

- Every contender first runs every workload. Without this, the code of the first workload would be optimized for that workload alone, which never
  happens in a server.
- Core and the hand-written servers are loaded from files of their own. Two servers that share a function would share its
  optimizations, and its failures to optimize.
- A promise is awaited, and a synchronous response is not. A library that is asynchronous without need pays for it, like in a
  server.
- Requests are prepared, and responses are read, while the clock is stopped. The engine cannot skip work, because every
  response is stored.

### Peers

The other libraries are called peers. Each is started through one interface: "start with this policy", or the name of the part of the policy that it
cannot express. Its options are those that a careful user writes. For a wildcard subdomain, for example, a peer gets an anchored regular
expression with escaped dots. If a peer has no option for a part of the policy, it is left out of this workload, and the reason is listed
under [Wrong answers](#wrong-answers).

Some peers need an explanation:

- \`cors\` takes \`req\` and \`res\` of \`node:http\`. "cors (bridged)" calls it with small objects that have only the properties it
  uses, between a Request and a Response. This is cheaper than any real server, so it is the best case. "cors on Express" is the usual case.
- Express and Fastify run with real request and response objects of \`node:http\`, but without a socket. They cannot send a fetched
  response. Fastify receives its requests through its router, as from its own server.
- \`@remix-run/cors-middleware\`, \`remix-utils\` and \`itty-router\` run without their routers.
- \`remix-utils\` passes a preflight on to the application, which answers 204.

### Checked answers

A fast wrong answer is worthless, so each response is checked before anything is timed. The checks come from the Fetch Standard and from HTTP
caching, and not from the design of fetch-cors:

- An allowed request gets its own origin, or \`*\` if the policy allows every origin, and credentials exactly if the policy has them.
- A denied request and a request without \`Origin\` get no CORS header.
- \`Vary\` contains \`Origin\` unless every origin is allowed, because a shared cache would otherwise serve the answer of one origin to another.
- A preflight allows the requested method and headers, and carries the maximum age of the policy.
- The response still has the status, body, cookies, \`Vary\` and other headers of the handler.

Where the standard leaves a choice, every choice is right. The status of a denied preflight is an example. More requests are checked and
not timed: origins that resemble an allowed one, an opaque origin, a plain OPTIONS request, and a handler with CORS headers of its own. A
test repeats these checks on Node, Bun and Deno, and compares them with the list on this page.

### Limits of the method

- A server with one route and a short body is the worst case for CORS code. A real handler takes much longer, and the CORS part becomes
  smaller in comparison.
- A process that measures many libraries is not a server. A function that every contender calls, such as the constructor of
  \`Response\`, is optimized for all of them. The load test has one process for each server, and confirms the order.
- Garbage collection happens in the batch in which the memory runs out, and not in the batch that allocated it. The
  section [Memory](#memory) counts bytes instead.
- Under load, client and server run on the same machine. The load test therefore divides the requests by the CPU time of the server, which does not
  contain the time of the client. It says nothing about latency.
- \`@hono/node-server\` replaces \`Response\` with a cheaper class, which becomes a real response when its headers are read. A policy in
  the handler reads them, and loses this advantage. A policy around the listener does not.

### Results in the repository

The repository keeps a summary: for each runtime, workload and contender the median multiple and its quartiles, in
[\`packages/bench/results\`](../packages/bench/results). The times of single rounds are not kept. \`pnpm bench\` writes the summary and this page. A test fails if the page
and the summary differ.
`;
