/** Checks what compiles and what does not. A missing error is an error. */
import { type CorsPolicy, definePolicy } from "@fetch-cors/core";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { createFactory, createMiddleware } from "hono/factory";
import { cors, definePolicy as definePolicyForHono, explain } from "../../src/index.ts";

interface AppEnv {
  Bindings: { readonly allowed: Set<string> };
  Variables: { readonly user: { readonly id: number } };
}
interface OtherEnv {
  Bindings: { readonly other: number };
}

declare const policy: CorsPolicy;
declare const unset: string | undefined;
declare const list: string[];
const app = new Hono<AppEnv>();

// In every place that takes middleware.
app.use(cors());
app.use("/api/*", cors());
app.use("/api/*", cors(policy));
app.use(cors({ origin: "https://app.example.com", credentials: true }));
app.use("/api/*", cors({ origin: ["https://app.example.com", "http://localhost:*"], credentials: true }));
app.use("/api/*", cors(policy), cors({ origin: "*" }));
app.use("/api/*", cors(definePolicy({ origin: "*" }), { onError: "throw" }));
app.on(["GET", "OPTIONS"], "/users", cors(policy), (c) => c.text("on"));
app.all("/users", cors(policy), (c) => c.text("all"));
new Hono().use(cors(policy)).route("/api", app);
export const middleware: MiddlewareHandler<AppEnv> = cors({ origin: "https://app.example.com" });

// The types of the handlers after it stay unchanged.
app.get("/users/:id", cors({ origin: "https://app.example.com" }), (c) => {
  const id: string = c.req.param("id");
  const user: number = c.var.user.id;
  return c.json({ id, user });
});
new Hono<AppEnv>().use(cors(policy)).get("/users", (c) => {
  // @ts-expect-error the variables are still those of the app
  const user: string = c.var.user.id;
  return c.text(user);
});

// A predicate gets the context, which has type `any` unless Hono infers it.
app.use("/api/*", cors({ origin: (origin, request, c) => request === c.req.raw && c.env.allowed.has(origin) }));
app.use(cors({ origin: async (origin, _request, c) => c.var.user.id === origin.length }));
app.use(cors((request, c) => (request.url === c.req.url ? policy : policy)));
app.use(cors(async (_request, c) => (c.req.param("tenant") ? policy : policy)));
app.use(cors(policy, { onDecision: ({ kind }, request, c) => c.header("X-Decision", kind + request.method) }));
app.use(cors(policy, { onDecision: (decision) => decision.reason && console.log(explain(decision)) }));
app.use(cors(policy, { onError: (error, { method }, c) => c.text(`${method} ${error}`, 500) }));

// A predicate of a compiled policy also gets the context.
app.use(
  cors(definePolicyForHono({ origin: (origin, request, c) => request === c.req.raw && c.env.allowed.has(origin) })),
);
definePolicyForHono({ origin: (origin, _request, c: Context<AppEnv>) => c.env.allowed.has(origin) });
// @ts-expect-error a trailing slash
definePolicyForHono({ origin: "https://app.example.com/" });

// The context has the type of the app if it is the type argument ...
cors<AppEnv>({ origin: (origin, _request, c) => c.env.allowed.has(origin) }) satisfies MiddlewareHandler<AppEnv>;
cors<AppEnv>({ origin: async (origin, request, c) => c.env.allowed.has(origin) && !request.bodyUsed });
cors<AppEnv>({ origin: "https://app.example.com", credentials: true }) satisfies MiddlewareHandler<AppEnv>;
cors<AppEnv>({ origin: list });
cors<AppEnv>({ origin: ["https://app.example.com"] as const });
cors<AppEnv>(policy, { onDecision: (_decision, _request, c) => c.var.user.id });
cors<AppEnv>((_request, c) => (c.env.allowed.size > 0 ? policy : policy));
// @ts-expect-error an id is a number
cors<AppEnv>({ origin: (origin, _request, c) => origin === c.var.user.id });
// @ts-expect-error no such property
cors<AppEnv>({ origin: (_origin, request) => request.nothing });
// @ts-expect-error the origin is a string
cors<AppEnv>({ origin: (origin) => origin === 1 });
// @ts-expect-error an origin is a string
cors<AppEnv>({ origin: [1] });
// @ts-expect-error the name is allowedHeaders, also with the type of the app
cors<AppEnv>({ origin: "https://app.example.com", allowHeaders: ["X-Tenant"] });
// @ts-expect-error an unset variable must never open a server, also with the type of the app
cors<AppEnv>({ origin: unset });
// @ts-expect-error no such variable
cors<AppEnv>((_request, c) => (c.var.nobody ? policy : policy));
// @ts-expect-error no such binding
cors<AppEnv>(policy, { onDecision: (_decision, _request, c) => c.env.nothing });

// ... or if the context is annotated ...
const annotated = cors({ origin: (origin, _request, c: Context<AppEnv>) => c.env.allowed.has(origin) });
annotated satisfies MiddlewareHandler<AppEnv>;
app.use("/api/*", annotated);
// @ts-expect-error an id is a number
cors({ origin: (origin, _request, c: Context<AppEnv>) => origin === c.var.user.id });
const chosen = cors((_request, c: Context<AppEnv>) => (c.env.allowed.size > 0 ? policy : policy));
// @ts-expect-error the middleware needs the bindings of another app
chosen satisfies MiddlewareHandler<OtherEnv>;

// ... or if the factory of Hono knows the type of the app.
const factory = createFactory<AppEnv>();
factory.createMiddleware(cors({ origin: (origin, _request, c) => c.env.allowed.has(origin) }));
factory.createHandlers(cors(policy), (c) => c.text(`${c.var.user.id}`));
factory.createApp().use(cors(policy));
createMiddleware<AppEnv>((c, next) => cors({ origin: [...c.env.allowed] })(c, next));
// @ts-expect-error an id is a number
factory.createMiddleware(cors({ origin: (origin, _request, c) => origin === c.var.user.id }));

// Options that would allow other origins, or an origin that no browser sends.
// @ts-expect-error every site could act as your users
app.use("/api/*", cors({ origin: "*", credentials: true }));
// @ts-expect-error every site could act as your users
cors({ origin: "*", credentials: true });
// @ts-expect-error a trailing slash
app.use(cors({ origin: "https://app.example.com/" }));
// @ts-expect-error a path in a list
app.use("/api/*", cors({ origin: ["https://app.example.com", "https://app.example.com/login"] }));
// @ts-expect-error no scheme
cors({ origin: "app.example.com" });
// @ts-expect-error no regular expressions
cors({ origin: /\.example\.com$/ });
// @ts-expect-error an unset variable must never open a server
cors({ origin: unset });
// @ts-expect-error an unset variable must never open a server
cors(undefined);
// @ts-expect-error the name is allowedHeaders
app.use("/api/*", cors({ origin: "https://app.example.com", allowHeaders: ["X-Tenant"] }));
// @ts-expect-error a predicate of hono/cors returns an origin, this one a boolean
cors({ origin: (origin) => origin });
// @ts-expect-error a function returns a compiled policy
cors(() => ({ origin: "*" }));
// @ts-expect-error the name is onError
cors(policy, { onErorr: "throw" });
// @ts-expect-error cors has to be called
app.use(cors);
// @ts-expect-error cors has to be called, also with a path
app.use("/api/*", cors);
