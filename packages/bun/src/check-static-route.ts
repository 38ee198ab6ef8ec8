import { bun } from "./bun-runtime.ts";

/**
 * Throws Bun's error for a static route that Bun does not serve, such as a response with a stream.
 *
 * Bun reads `routes` before `fetch`. The options for `Bun.serve` have a getter for `fetch` that throws, so the call ends
 * after Bun has accepted the route, and no server starts.
 */
export function checkStaticRoute(route: Response | Blob): void {
  const accepted = new Error("Bun accepts the route");
  try {
    bun?.serve({
      routes: { "/": route },
      get fetch(): never {
        throw accepted;
      },
    });
  } catch (error) {
    if (error !== accepted) throw error;
  }
}
