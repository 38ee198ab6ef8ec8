/** Checks what compiles in a program without the types of Bun. A missing error is an error. */
import { definePolicy, withCors } from "../../src/index.ts";

declare const unset: string | undefined;
const policy = definePolicy({ origin: "https://app.example.com" });
const handler = (request: Request): Response => new Response(request.url);

const wrapped: (request: Request) => Response | Promise<Response> = withCors(handler, policy);
wrapped(new Request("http://localhost/"));
withCors(handler);
withCors({ fetch: handler });
withCors({ port: 0, routes: { "/users/:id": (request) => new Response(request.params.id) } }, policy);
withCors({ fetch: handler }, () => policy, { onError: "throw" });
withCors({ fetch: (request) => Response.json(request.url), error: (error) => new Response(error.message) }, policy);

// @ts-expect-error an unset variable must never open a server
withCors(handler, undefined);
// @ts-expect-error an unset variable must never open a server
withCors({ fetch: handler }, { origin: unset });
// @ts-expect-error no such path parameter
withCors({ routes: { "/users/:id": (request) => new Response(request.params.name) } }, policy);
// @ts-expect-error every site could act as your users
withCors({ fetch: handler }, { origin: "*", credentials: true });
// @ts-expect-error a trailing slash
withCors({ fetch: handler }, { origin: "https://example.com/" });
// @ts-expect-error the name is onError
withCors({ fetch: handler }, policy, { onErorr: "throw" });
