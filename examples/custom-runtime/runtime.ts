// A custom runtime: a JavaScript context with only web standards, and a server that converts HTTP to `Request` and
// `Response`. A production runtime would do the same in Rust or C++.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";

// The context has no modules, so the app and the policy are bundled into one script.
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

/** Converts a request to a `Request` of the context, whose classes differ from those of Node. */
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
    // The app handles its own errors. This is for a request that cannot be converted, such as one with an invalid URL.
    outgoing.writeHead(400).end();
  }
});
server.listen(Number(process.env["PORT"] ?? 3000), () => {
  console.log(`The runtime listens on http://localhost:${(server.address() as AddressInfo).port}`);
});
