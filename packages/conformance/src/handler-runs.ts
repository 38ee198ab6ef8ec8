/**
 * The response header that reports how often the handler ran for a request. A header survives a socket.
 */
export const HANDLER_RUNS = "x-handler-runs";

/** The runs of responses that can be neither changed nor copied. Those never leave the process. */
const unreported = new WeakMap<Response, number>();

/** Sets the report on the response, or on a copy if its headers are immutable. */
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

/** Reads the report. Returns `undefined` if there is none. */
export function reportedRuns(response: Response): number | undefined {
  const report = response.headers.get(HANDLER_RUNS);
  return report === null ? unreported.get(response) : Number(report);
}
