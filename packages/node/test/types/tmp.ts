import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as h2 } from "node:http2";
import express from "express";
import connect from "connect";
import { type CorsOptions, cors, definePolicy, withCors, type NodeHooks } from "../../src/index.ts";

const o: CorsOptions = { origin: ["https://app.example.com"], credentials: true };
const p: CorsOptions = { origin: (origin, req, res) => origin === req.headers.host && !res.headersSent };
const q: CorsOptions = { origin: (origin, req: IncomingMessage) => origin === req.socket.remoteAddress };
const r = { origin: "https://app.example.com" } satisfies CorsOptions;
const app = express();
for (const x of [o, p, q, r]) {
  app.use(cors(x));
  connect().use(cors(x));
  createServer(withCors((_req, res) => res.end(), x));
  createServer(withCors((_req: IncomingMessage, res: ServerResponse) => res.end(), x));
  h2(withCors((_req, res) => res.end(), x));
  definePolicy(x);
}
const policy = definePolicy(o);
definePolicy({ ...policy.options });
definePolicy({ ...policy.options, maxAge: 5 });
app.use(cors({ ...policy.options }));
app.use(cors(policy.options));
createServer(withCors((_req, res) => res.end(), { ...policy.options, maxAge: 5 }));
createServer((req) => policy.allowsOrigin(req.headers.origin, req));
createServer(withCors((req, res) => { policy.allowsOrigin(req.headers.origin, req); res.writeHead(200, { "Content-Length": 5 }); res.writeHead(200, "OK"); res.writeHead(200, "OK", { "Set-Cookie": ["a"] }); req.on("data", (chunk) => chunk.length); res.end(); }));
createServer(withCors(async (req, res) => { let body = ""; for await (const chunk of req) body += chunk; res.end(body); }, policy));
h2(withCors(async (req, res) => { let body = ""; for await (const chunk of req) body += chunk; res.writeHead(200, { "content-length": 5 }); res.end(body); }, policy));
// B3
// @ts-expect-error no Response
createServer(withCors((_req, res) => res.end(), policy, { onError: () => Response.json({}) }));
// @ts-expect-error no Response
createServer(withCors((_req, res) => res.end(), policy, { onError: async () => Response.json({}) }));
// @ts-expect-error no Response
createServer(withCors((_req, res) => res.end(), policy, { onError: (_error, req, res) => req.url ? Response.json({}) : res.end() }));
// @ts-expect-error no Response
app.use(cors(policy, { onError: () => Response.json({}) }));
// @ts-expect-error no Response
createServer(withCors(() => Response.json({})));
// @ts-expect-error no Response
createServer(withCors(async (req: IncomingMessage) => Response.json(req.url), policy));
// @ts-expect-error no Response
withCors((req) => new Response(req.url), policy);
// @ts-expect-error no Response
withCors(() => fetch("https://a.example"), policy);
app.use(cors(policy, { onError: (error, _req, res) => res.status(503).json({ error }) }));
app.use(cors(policy, { onError: async (error, _req, res) => { res.status(503).json({ error }); } }));
app.use(cors(policy, { onError: "throw" }));
const hook = (_e: unknown, _req: IncomingMessage, res: ServerResponse): unknown => res.end();
createServer(withCors((_req: IncomingMessage, res: ServerResponse) => res.end(), policy, { onError: hook }));
const unk = (_req: IncomingMessage, res: ServerResponse): unknown => res.end();
const unkp = async (_req: IncomingMessage, res: ServerResponse): Promise<unknown> => res.end();
const any = (_req: IncomingMessage, res: ServerResponse): any => res.end();
const anyp = async (_req: IncomingMessage, res: ServerResponse): Promise<any> => res.end();
for (const l of [unk, unkp, any, anyp]) createServer(withCors(l, policy));
createServer(withCors(unkp)); createServer(withCors(any)); createServer(withCors(anyp));
const hooks: NodeHooks<express.Request, express.Response> = { onError: (error, _req, res) => res.status(503).json({ error }) };
app.use(cors(policy, hooks));
