// Static routes that Bun refuses. It must refuse them with a policy in front too, and with the same words.
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

/** The error of a call as text, or "accepted". */
function refusal(serve: () => unknown): string {
  try {
    serve();
    return "accepted";
  } catch (error) {
    return String(error);
  }
}

/** By the kind of response: what Bun alone throws, and what `withCors` throws for a route and for one method of it. */
export const refusals: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(RESPONSES).map(([name, make]) => [
    name,
    [
      refusal(() => Bun.serve({ ...options, routes: { "/": make() } })),
      refusal(() => withCors({ ...options, routes: { "/": make() } }, policy)),
      refusal(() => withCors({ ...options, routes: { "/": { GET: make() } } }, policy)),
    ],
  ]),
);
