// The app that all runtimes serve: the conformance cases, and the adapter cases below `/own`.
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
  const middleware = (cors as (...args: never[]) => MiddlewareHandler)(...policyAndHooks);
  const app = new Hono().use(middleware).all("*", (c) => handler(c.req.raw));
  return (request) => app.fetch(request);
};

type Fetch = (request: Request, env?: object) => Response | Promise<Response>;

/**
 * @param upstream - Returns the URL of the app itself.
 * @param parts - The modules of Hono for the runtime.
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
    // The same object, because Bun and Node attach a WebSocket to it.
    return (
      fetch?.(request, Object.assign(env ?? {}, { allowed: "https://app.example.com" })) ??
      new Response(null, { status: 404 })
    );
  };
}
