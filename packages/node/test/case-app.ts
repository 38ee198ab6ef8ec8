// A case's route as an application of Connect or Express, both of which have `use`.
import type { cors } from "../src/index.ts";
import type { CaseListener, CaseRoute, Send } from "./conformance-listener.ts";

interface App {
  use(middleware: unknown): unknown;
}

/** Mounts a case as anybody would: the policy first, then the handler, then the answer to errors. */
export const mountOn =
  (create: () => App, middleware: typeof cors, send: Send) =>
  ({ given, answer, recover }: CaseRoute): CaseListener => {
    const app = create();
    for (const policyAndHooks of given) app.use(middleware(...(policyAndHooks as unknown as [never])));
    const handler: CaseListener = (req, res, next) => {
      const response = answer(req);
      Promise.resolve(response)
        .then((later) => send(later, res))
        .catch(next);
    };
    app.use(handler);
    const onError = (error: unknown, ...[req, res]: Parameters<CaseListener>): Promise<unknown> =>
      Promise.resolve(recover(error, req)).then((response) => send(response, res));
    // By its four parameters it is known as one.
    app.use((error: unknown, req: never, res: never, next: never) => onError(error, req, res, next));
    return app as unknown as CaseListener;
  };
