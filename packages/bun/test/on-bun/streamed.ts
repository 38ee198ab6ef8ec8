// Static routes that Bun rejects. It must reject them with a policy too, with the same message.
import { withCors } from "../../src/index.ts";
import { options, policy } from "./policy.ts";

const RESPONSES: Readonly<Record<string, () => Response>> = {
  endless: () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue("again ") })),
  finite: () =>
    new Response(
      new ReadableStream({
        start(controller): void {
          controller.enqueue("once");
          controller.close();
        },
      }),
    ),
  generated: () =>
    new Response(
      (async function* () {
        yield "once";
      })() as never,
    ),
  error: () => Response.error(),
};

/** The error message of a call, or "accepted". */
function errorOf(serve: () => unknown): string {
  try {
    serve();
    return "accepted";
  } catch (error) {
    return String(error);
  }
}

/** By the kind of response: the errors of Bun alone, and of `withCors` for a route and for one method of it. */
export const refusals: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(RESPONSES).map(([name, make]) => [
    name,
    [
      errorOf(() => Bun.serve({ ...options, routes: { "/": make() } })),
      errorOf(() => withCors({ ...options, routes: { "/": make() } }, policy)),
      errorOf(() => withCors({ ...options, routes: { "/": { GET: make() } } }, policy)),
    ],
  ]),
);
