import { bun } from "./bun-runtime.ts";

/**
 * Throws the error of Bun for a static route that it does not serve, such as a response with a stream.
 *
 * Bun reads the routes before it reads `fetch`. The getter therefore ends the call once Bun has accepted the route, and no
 * server starts.
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
