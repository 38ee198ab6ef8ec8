/** Checks which options compile and which do not. A missing error is an error. */
import type { CorsPolicy } from "@fetch-cors/core";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { type CorsArguments, type CorsPluginOptions, cors, definePolicy, explain } from "../../src/index.ts";

declare const policy: CorsPolicy;
declare const unset: string | undefined;
declare const list: string[];
const app = fastify();

// In every place where a plugin can be registered.
app.register(cors);
app.register(cors, { policy });
app.register(cors, { policy: { origin: "https://app.example.com", credentials: true } });
app.register(cors, { policy: { origin: ["https://app.example.com", "http://localhost:*"], credentials: true } });
app.register(cors, { policy: { origin: list } });
app.register(cors, { policy: { origin: new Set(list) } });
app.register(cors, { policy: definePolicy({ origin: "*" }) });
app.register(cors, () => ({ policy: { origin: "https://app.example.com" } }));
app.register(cors, (instance: FastifyInstance) => ({ policy: { origin: instance.prefix } }));
app.register(
  async (scope) => {
    await scope.register(cors, { policy });
    scope.get("/users", ({ id }) => id);
  },
  { prefix: "/api" },
);
await app.register(cors, { policy }).register(cors);
fastify({ http2: true }).register(cors, { policy: { origin: "https://app.example.com" } });
fastify({ logger: true }).register(cors, { policy });
const options: CorsPluginOptions = { policy };
app.register(cors, options);

// Predicates, policy functions and hooks receive Fastify's request and reply.
app.register(cors, { policy: { origin: (origin, request) => origin === request.headers.host } });
app.register(cors, { policy: { origin: async (origin, request, reply) => reply.request.id === request.id + origin } });
app.register(cors, { policy: { origin: (origin, { params }) => origin === params.tenant } });
app.register(cors, {
  policy: { origin: (origin, { params }: FastifyRequest<{ Params: { tenant: string } }>) => origin === params.tenant },
});
app.register(cors, { policy: (request) => (request.headers.host ? policy : policy) });
app.register(cors, { policy: async (_request, reply) => (reply.statusCode ? policy : policy) });
app.register(cors, { policy, onDecision: ({ kind }, request, reply) => reply.header("X-Decision", kind + request.id) });
app.register(cors, { policy, onDecision: (decision) => decision.reason && console.log(explain(decision)) });
app.register(cors, { policy, onError: (error, request, reply) => reply.code(503).send(`${error} ${request.id}`) });
app.register(cors, { policy, onError: () => "sorry" });
app.register(cors, { policy, onError: "throw" });
definePolicy({ origin: (origin, request) => origin === request.headers.host });
export const second: Parameters<typeof seen>[0] = undefined as unknown as CorsArguments[0];
declare function seen(request: FastifyRequest<{ Params: { tenant: string } }>): void;

// The origin of a predicate is a string.
// @ts-expect-error the origin is a string
app.register(cors, { policy: { origin: (origin) => origin === 1 } });
// @ts-expect-error a request has no such property
app.register(cors, { policy: { origin: (_origin, request) => request.nothing } });
// @ts-expect-error an origin is a string
app.register(cors, { policy: { origin: [1] } });

// Policies that would allow other origins, and origins that no browser sends.
// @ts-expect-error every site could act as your users
app.register(cors, { policy: { origin: "*", credentials: true } });
// @ts-expect-error a trailing slash
app.register(cors, { policy: { origin: "https://app.example.com/" } });
// @ts-expect-error a path in a list
app.register(cors, { policy: { origin: ["https://app.example.com", "https://app.example.com/login"] } });
// @ts-expect-error no scheme
app.register(cors, { policy: { origin: "app.example.com" } });
// @ts-expect-error a trailing slash, in a function that creates the options
app.register(cors, () => ({ policy: { origin: "https://app.example.com/" } }));
// @ts-expect-error a trailing slash, on HTTP/2
fastify({ http2: true }).register(cors, { policy: { origin: "https://app.example.com/" } });
// @ts-expect-error a trailing slash, in a compiled policy
definePolicy({ origin: "https://app.example.com/" });
// @ts-expect-error no regular expressions
app.register(cors, { policy: { origin: /\.example\.com$/ } });
// @ts-expect-error an unset variable must never open a server
app.register(cors, { policy: { origin: unset } });
// @ts-expect-error an unset variable must never open a server
app.register(cors, { policy: undefined });
// @ts-expect-error hooks without a policy
app.register(cors, { onError: "throw" });
// @ts-expect-error the options of @fastify/cors
app.register(cors, { origin: "https://app.example.com" });
// @ts-expect-error the name is allowedHeaders
app.register(cors, { policy: { origin: "https://app.example.com", allowHeaders: ["X-Tenant"] } });
// @ts-expect-error a predicate returns a boolean
app.register(cors, { policy: { origin: (origin) => origin } });
// @ts-expect-error a function returns a compiled policy
app.register(cors, { policy: () => ({ origin: "*" }) });
// @ts-expect-error the name is onError
app.register(cors, { policy, onErorr: "throw" });
// @ts-expect-error a policy applies to a scope, and the scope has the prefix
app.register(cors, { policy, prefix: "/api" });
