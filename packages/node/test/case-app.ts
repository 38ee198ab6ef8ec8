// Mounts a conformance case in an application of Connect or Express. Both have `use`.
import type { cors } from "../src/index.ts";
import type { CaseListener, CaseRoute, Send } from "./conformance-listener.ts";

interface App {
  use(middleware: unknown): unknown;
}

/** Mounts a case as users do: the policy first, then the handler, then the error handler. */
export const mountOn =
  (create: () => App, middleware: typeof cors, send: Send) =>
  ({ corsArguments, respond, respondToError }: CaseRoute): CaseListener => {
    const app = create();
    for (const policyAndHooks of corsArguments) app.use(middleware(...(policyAndHooks as unknown as [never])));
    const handler: CaseListener = (req, res, next) => {
      const response = respond(req);
      Promise.resolve(response)
        .then((later) => send(later, res))
        .catch(next);
    };
    app.use(handler);
    const onError = (error: unknown, ...[req, res]: Parameters<CaseListener>): Promise<unknown> =>
      Promise.resolve(respondToError(error, req)).then((response) => send(response, res));
    // Connect and Express recognize an error handler by its four parameters.
    app.use((error: unknown, req: never, res: never, next: never) => onError(error, req, res, next));
    return app as unknown as CaseListener;
  };
