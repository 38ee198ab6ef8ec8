// Servers whose handlers throw, with each way to handle the error.
import { withCors } from "../../src/index.ts";
import { options, policy } from "./policy.ts";

/** No test creates this file. */
const MISSING = `${import.meta.dir}/missing.txt`;

let errorCalls = 0;
const failing = {
  ...options,
  routes: {
    "/throws": (): Response => {
      throw new Error("boom");
    },
    "/rejects": { GET: async (): Promise<Response> => Promise.reject("not even an error") },
    "/missing": () => new Response(Bun.file(MISSING)),
    "/calls": () => Response.json(errorCalls),
  },
};
export const error = Bun.serve(
  withCors(
    {
      ...failing,
      error(this: { readonly port?: number | undefined }, cause: unknown): Response {
        errorCalls += 1;
        return Response.json({ cause: String(cause), isServer: this.port === error.port }, { status: 503 });
      },
    },
    policy,
  ),
);
export const silentError = Bun.serve(
  withCors(
    {
      ...failing,
      error: () => {
        errorCalls += 1;
      },
    },
    policy,
  ),
);
export const failingError = Bun.serve(
  withCors({ ...failing, error: async (): Promise<Response> => Promise.reject(new Error("worse")) }, policy),
);
export const hookedError = Bun.serve(
  withCors({ ...failing, error: () => new Response("by error") }, policy, {
    onError: (_cause, _request, server): Response =>
      new Response(`by hook on ${server.port === hookedError.port}`, { status: 500 }),
  }),
);
export const passedOnError = Bun.serve(
  withCors({ ...failing, error: (cause) => new Response(`by Bun: ${cause.message}`, { status: 500 }) }, policy, {
    onError: "throw",
  }),
);
/** Allows every origin, against the policy. */
const openError = (): Response =>
  new Response("open", { status: 500, headers: { "Access-Control-Allow-Origin": "*", Vary: "Accept" } });
export const openErrors = Bun.serve(withCors({ ...failing, error: openError }, policy));
export const chosenErrors = Bun.serve(withCors({ ...failing, error: openError }, () => policy));
export const publicErrors = Bun.serve(withCors({ ...failing, error: () => new Response("public", { status: 500 }) }));
export const development = Bun.serve(withCors({ ...failing, development: { hmr: false } }, policy));
export const developmentPage = Bun.serve(
  withCors({ ...failing, development: { hmr: false } }, policy, { onError: "throw" }),
);
