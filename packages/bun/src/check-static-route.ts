import { bun } from "./bun-runtime.ts";

/**
 * Throws Bun's error for a static route that Bun does not serve, such as a response with a stream.
 *
 * Bun reads `routes` before `fetch`. This function therefore passes options to `Bun.serve` whose `fetch` getter
 * throws: the call ends after Bun has accepted the route, and no server starts.
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
