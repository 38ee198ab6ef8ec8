// A runtime of one's own: a JavaScript context with web standards only, and a loop that turns HTTP into `Request` and
// `Response`. A real one would do the same in Rust or C++; what runs in it cannot tell.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";

// There are no modules inside, so the app and the policy become one script.
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("app.ts", import.meta.url))],
  bundle: true,
  format: "iife",
  globalName: "app",
  target: "es2022",
  write: false,
});
const vm = new EdgeVM();
vm.evaluate(outputFiles[0]?.text ?? "");
const app = vm.evaluate("app") as { fetch(request: Request): Response | Promise<Response> };

/** The request as the app sees it, made of the context's own class: that of Node is a stranger in there. */
async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headers, headersDistinct } = incoming;
  const body: Uint8Array[] = [];
  for await (const chunk of incoming) body.push(chunk);
  return new vm.context.Request(new URL(url, `http://${headers.host}`).href, {
    method,
    headers: Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
    body: method === "GET" || method === "HEAD" ? null : Buffer.concat(body),
  });
}

const server = createServer(async (incoming, outgoing) => {
  try {
    const response = await app.fetch(await requestOf(incoming));
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(new Uint8Array(await response.arrayBuffer()));
  } catch {
    // The app answers its own errors; this one is about a request that cannot be read, like one with half a URL.
    outgoing.writeHead(400).end();
  }
});
server.listen(Number(process.env["PORT"] ?? 3000), () => {
  console.log(`The runtime answers at http://localhost:${(server.address() as AddressInfo).port}`);
});
