import type { Network, RawResponse } from "@fetch-cors/browser";
import { type CorsPolicyArgument, withCors } from "@fetch-cors/core";
import type { LiveResponse } from "./live-server.ts";

/** Whether a `Response` can have this status. Others, such as 101, are replaced temporarily. */
const isPossible = (status: number): boolean => status >= 200 && status <= 599;

/**
 * The network of a server that responds as `withCors` does. The policy responds to preflights. The response to every
 * other request is that of the live server, with the policy's CORS headers. The two servers thus differ only in what
 * the policy decides.
 *
 * @param handle - The live server's response to a request that is not a preflight.
 */
export function policyNetwork(
  policy: CorsPolicyArgument,
  handle: (request: Request) => Promise<LiveResponse>,
): Network {
  return async (request): Promise<RawResponse> => {
    let live: LiveResponse | undefined;
    let failure: unknown;
    const handler = async (): Promise<Response> => {
      try {
        live = await handle(request);
      } catch (error) {
        failure = error;
        return new Response(null);
      }
      const headers = new Headers();
      for (const [name, value] of live.headers) headers.append(name, value);
      return new Response(null, { status: isPossible(live.status) ? live.status : 200, headers });
    };
    const response = await withCors(handler, policy)(request);
    // The page gets a network error from both servers.
    if (failure !== undefined) throw failure;
    return { status: live?.status ?? response.status, headers: [...response.headers] };
  };
}
