// What both runtimes serve: the conformance cases, each in a Hono app of its own, and below `/own` our own apps.
import { conformanceApp, type FetchHandler } from "@fetch-cors/conformance";
import { Hono, type MiddlewareHandler } from "hono";
import { cors } from "../src/index.ts";
import { contexts } from "./apps/context.ts";
import { errors } from "./apps/errors.ts";
import { middleware } from "./apps/middleware.ts";
import { answers } from "./apps/responses.ts";
import { routing } from "./apps/routing.ts";
import { type RuntimeParts, runtimeParts } from "./apps/runtime-parts.ts";
import { sharedApps } from "./apps/shared-headers.ts";
import { touchedApps } from "./apps/touched.ts";
import { unsendables } from "./apps/unsendable.ts";

/** The middleware in the form of `withCors`. */
const wrap = (handler: FetchHandler, ...policyAndHooks: never[]): FetchHandler => {
  const middleware = (cors as (...given: never[]) => MiddlewareHandler)(...policyAndHooks);
  const app = new Hono().use(middleware).all("*", (c) => handler(c.req.raw));
  return (request) => app.fetch(request);
};

type Fetch = (request: Request, env?: object) => Response | Promise<Response>;

/**
 * @param upstream - Where the app itself answers.
 * @param parts - What Hono has for the runtime.
 */
export function createApp(upstream: () => string, parts: RuntimeParts): Fetch {
  const conformance = conformanceApp(wrap, { upstream });
  const apps: Readonly<Record<string, { readonly fetch: Fetch }>> = {
    ...contexts,
    ...errors,
    ...middleware,
    ...answers,
    ...routing,
    ...unsendables,
    ...touchedApps,
    ...sharedApps,
    ...runtimeParts(parts),
  };
  return (request, env) => {
    const [, first, name = ""] = new URL(request.url).pathname.split("/");
    const fetch = first === "own" ? apps[name]?.fetch : conformance;
    // The object itself: a WebSocket is handed over in it.
    return (
      fetch?.(request, Object.assign(env ?? {}, { allowed: "https://app.example.com" })) ??
      new Response(null, { status: 404 })
    );
  };
}
