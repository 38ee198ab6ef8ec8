/** Checks the structural types against those of Node and of frameworks. A missing error is an error. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  createServer as createHttp2Server,
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import middie from "@fastify/middie";
import connect from "connect";
import express from "express";
import fastify from "fastify";
import {
  type CorsMiddleware,
  type CorsOptions,
  cors,
  definePolicy,
  type NodeHooks,
  type NodeRequest,
  type NodeResponse,
  withCors,
} from "../../src/index.ts";

declare const unset: string | undefined;
const policy = definePolicy({ origin: "https://app.example.com" });
const options = { origin: "https://app.example.com", credentials: true } as const;

// The objects of Node satisfy the structural types, and those of frameworks extend them.
declare const incoming: IncomingMessage | Http2ServerRequest | express.Request;
declare const outgoing: ServerResponse | Http2ServerResponse | express.Response;
export const request: NodeRequest = incoming;
export const response: NodeResponse = outgoing;

// node:http and node:http2. A listener that is passed directly to `createServer` has parameters of the structural
// types.
// For more, annotate its parameters or pass it to `on`.
createServer(withCors((req, res) => res.writeHead(200, { "X-A": "1" }).end(req.url)));
createServer(withCors((req, res) => res.end(req.url), policy));
createServer(
  withCors(async (req: IncomingMessage, res: ServerResponse) => void res.end(req.socket.remoteAddress), options),
);
createServer().on(
  "request",
  withCors((req, res) => res.end(req.socket.remoteAddress), policy),
);
createServer(
  withCors(
    (req: IncomingMessage, res: ServerResponse) => res.end(req.url),
    { origin: (origin, req, res) => origin === req.socket.remoteAddress && res.socket !== null },
    {
      onError: (error, req, res) => res.writeHead(500, "Broken").end(`${error} ${req.httpVersion}`),
      onDecision: (decision, req) => decision.kind + req.httpVersion,
    },
  ),
);
createServer(
  withCors(
    (_req: IncomingMessage, res: ServerResponse) => res.end(),
    (req) => (req.complete ? policy : policy),
  ),
);
createHttp2Server(withCors((req, res) => res.end(req.url), policy));
createHttp2Server(withCors((req: Http2ServerRequest, res: Http2ServerResponse) => res.end(req.authority), policy));
createSecureServer(
  {},
  withCors((req, res) => res.end(req.url), { origin: async (origin, req) => origin === req.url }),
);

// A predicate of a compiled policy also gets Node's objects.
definePolicy({ origin: (origin, req, res) => origin === req.headers["x-tenant"] && !res.headersSent });
definePolicy({ origin: (origin, req: IncomingMessage) => origin === req.socket.remoteAddress });
definePolicy({
  origin: async (origin, req: express.Request, res: express.Response) => origin === req.hostname + res.req.ip,
});
// @ts-expect-error the headers of Node are a plain object
definePolicy({ origin: (origin, req) => origin === req.headers.get("x-tenant") });
// @ts-expect-error a request of Node is not a Request
definePolicy({ origin: (origin, req: Request) => origin === req.url });

// @ts-expect-error no such method
createServer(withCors((_req, res) => res.nope()));
// @ts-expect-error every site could act as your users
createServer(withCors((_req, res) => res.end(), { origin: "*", credentials: true }));
// @ts-expect-error a trailing slash
createServer(withCors((_req, res) => res.end(), { origin: "https://example.com/" }));
// @ts-expect-error an unset variable must never open a server
createServer(withCors((_req, res) => res.end(), undefined));
// @ts-expect-error an unset variable must never open a server
createServer(withCors((_req, res) => res.end(), { origin: unset }));
// @ts-expect-error the name is allowedHeaders
createServer(withCors((_req, res) => res.end(), { origin: "https://example.com", allowHeaders: [] }));

// Express: the type of the request comes from `app.use`, from annotations or from type arguments.
const app = express();
app.use(cors());
app.use(cors(policy), cors(options));
app.use("/api", cors({ origin: "https://app.example.com" }), express.Router().use(cors(policy)));
app.get("/", cors(policy), (_req, res) => void res.json([]));
app.options("/", cors(policy));
app.use(cors({ origin: (origin, req) => origin === req.hostname }));
app.use(cors((req) => (req.hostname ? policy : policy)));
app.use(cors(async (req: express.Request) => (req.hostname ? policy : policy)));
app.use(
  cors(policy, { onError: (error, _req, res) => res.status(503).json({ error }), onDecision: (_, req) => req.ip }),
);
export const tenants: CorsMiddleware<express.Request, express.Response> = cors<express.Request, express.Response>({
  origin: (origin, req) => origin === req.hostname,
});
app.use(tenants);

// @ts-expect-error no such property
app.use(cors({ origin: (_origin, req) => req.nope }));
// @ts-expect-error every site could act as your users
app.use(cors({ origin: "*", credentials: true }));
// @ts-expect-error a trailing slash
app.use(cors({ origin: "https://example.com/" }));
// @ts-expect-error an unset variable must never open a server
app.use(cors(undefined));
// @ts-expect-error an unset variable must never open a server
app.use(cors({ origin: unset }));
// @ts-expect-error the name is allowedHeaders
app.use(cors({ origin: "https://example.com", allowHeaders: [] }));
// @ts-expect-error a list of names, not a string
app.use(cors({ origin: "https://example.com", methods: "PUT,DELETE" }));
// @ts-expect-error a function returns a compiled policy
app.use(cors(() => ({ origin: "*" })));
// @ts-expect-error the name is onError
app.use(cors(policy, { onErorr: "throw" }));

// Connect.
connect()
  .use(cors())
  .use("/api", cors({ origin: (origin, req) => origin === req.originalUrl }));

// Fastify, with its plugin and as a hook.
const server = fastify();
await server.register(middie);
server.use(cors(policy));
server.use("/api", cors({ origin: (origin, req) => origin === req.url }));
server.addHook("onRequest", (incoming, reply, done) => cors(policy)(incoming.raw, reply.raw, done));

// Options with a type annotation, and the options of a compiled policy.
const annotated: CorsOptions = { origin: ["https://app.example.com"], credentials: true };
const withPredicate: CorsOptions = { origin: (origin, req, res) => origin === req.headers.host && !res.headersSent };
const withNodeTypes: CorsOptions = { origin: (origin, req: IncomingMessage) => origin === req.socket.remoteAddress };
const satisfied = { origin: "https://app.example.com" } satisfies CorsOptions;
for (const written of [annotated, withPredicate, withNodeTypes, satisfied, { ...policy.options, maxAge: 5 }]) {
  definePolicy(written);
  app.use(cors(written));
  connect().use(cors(written));
  createServer(withCors((_req, res) => res.end(), written));
  createServer(withCors((_req: IncomingMessage, res: ServerResponse) => res.end(), written));
  createHttp2Server(withCors((_req, res) => res.end(), written));
}
definePolicy({ ...policy.options });
app.use(cors(policy.options));
// @ts-expect-error every site could act as your users
export const open: CorsOptions<"*"> = { origin: "*", credentials: true };

// A WebSocket handshake, with the request of Node.
createServer().on("upgrade", async (req) => (await policy.allowsOrigin(req.headers.origin, req)) || req.destroy());

// A listener without types can read a body, and call `writeHead` in each of its forms.
createServer(
  withCors(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    req.on("end", () => res.writeHead(200, "OK"));
    req.on("data", (chunk) => chunk.length);
    res.on("close", () => undefined);
    res.writeHead(200, { "Content-Length": 5, "Set-Cookie": ["a=1", "b=2"] });
    res.writeHead(200, "OK", { "Content-Length": body.length });
    res.end(req.headers.authorization?.split(" ")[1] ?? String(res.hasHeader("Vary")));
    return policy.allowsOrigin(req.headers.origin, req);
  }, policy),
);
createHttp2Server(
  withCors(async (req, res) => {
    for await (const chunk of req) res.write(chunk);
    res.writeHead(200, { "content-length": 5 }).end();
  }, policy),
);

// Neither a listener nor a hook may return a `Response`, because it is not sent.
// @ts-expect-error a Response
createServer(withCors((_req, res) => res.end(), policy, { onError: () => Response.json({}) }));
// @ts-expect-error a promise of a Response
createServer(withCors((_req, res) => res.end(), policy, { onError: async () => Response.json({}) }));
createServer(
  withCors((_req, res) => res.end(), policy, {
    // @ts-expect-error a Response in one branch
    onError: (_error, req, res) => (req.url ? Response.json({}) : res.end()),
  }),
);
// @ts-expect-error a Response
app.use(cors(policy, { onError: () => Response.json({}) }));
// @ts-expect-error a Response
createServer(withCors(() => Response.json({})));
// @ts-expect-error a promise of a Response
createServer(withCors(async (req: IncomingMessage) => Response.json(req.url), policy));
// @ts-expect-error a promise of a Response
withCors(() => fetch("https://upstream.example"), policy);

// Any other return type is accepted, and so are `unknown` and `any`.
const unknown = (_req: IncomingMessage, res: ServerResponse): unknown => res.end();
const unknownLater = async (_req: IncomingMessage, res: ServerResponse): Promise<unknown> => res.end();
const unchecked = (_req: IncomingMessage, res: ServerResponse): ReturnType<typeof JSON.parse> => res.end();
const uncheckedLater = async (_req: IncomingMessage, res: ServerResponse): Promise<ReturnType<typeof JSON.parse>> =>
  res.end();
for (const listener of [unknown, unknownLater, unchecked, uncheckedLater]) createServer(withCors(listener, policy));
createServer(withCors(unknown, policy, { onError: (error, _req, res) => res.end(`${error}`) }));
createServer(withCors(uncheckedLater));
app.use(cors(policy, { onError: async (error, _req, res) => void res.status(503).json({ error }) }));
const hooks: NodeHooks<express.Request, express.Response> = { onError: (_, _req, res) => res.sendStatus(503) };
app.use(cors(policy, hooks));
