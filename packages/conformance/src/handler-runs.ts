/**
 * How often the handler ran for a request, told in a response header, as that survives a socket.
 */
export const HANDLER_RUNS = "x-handler-runs";

/** The runs of responses that can be neither changed nor copied. They never leave the process either. */
const unreported = new WeakMap<Response, number>();

/** Puts the report on a response that has passed the policy: on the response itself, or else on a copy. */
export function reportRuns(response: Response, runs: number): Response {
  const report = (reported: Response): Response => {
    reported.headers.set(HANDLER_RUNS, String(runs));
    return reported;
  };
  try {
    return report(response);
  } catch {
    // Its headers are immutable.
  }
  try {
    return report(new Response(response.body, response));
  } catch {
    unreported.set(response, runs);
    return response;
  }
}

/** Reads the report; `undefined` where there is none. */
export function reportedRuns(response: Response): number | undefined {
  const report = response.headers.get(HANDLER_RUNS);
  return report === null ? unreported.get(response) : Number(report);
}
