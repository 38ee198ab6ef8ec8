// A strict policy for the API, and public routes in it. COMPILE decides when the strict policy reads the environment.
import { type CorsPolicy, corsProxy, definePolicy, parseOrigins } from "@fetch-cors/next";

const compile = (): CorsPolicy => definePolicy({ origin: parseOrigins(process.env["ORIGINS"]), credentials: true });

let policy: CorsPolicy | undefined;
const strictPolicy = (): CorsPolicy => (policy ??= compile());
const publicPolicy = definePolicy({ origin: "*" });

export const proxy =
  process.env["COMPILE"] === "at load"
    ? corsProxy(compile())
    : corsProxy((request) => (request.nextUrl.pathname === "/api/countries" ? publicPolicy : strictPolicy()));

export const config = { matcher: "/api/((?!public$).*)" };
