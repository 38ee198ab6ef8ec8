import type { BunServer, OptionName, RouteRequest, SocketHandlers, SocketSettings } from "./bun-types.ts";

/** The result of a handler. It is `undefined` if the handler upgraded the request to a WebSocket. */
// biome-ignore lint/suspicious/noConfusingVoidType: the result of a function without `return`
export type Answer = Response | undefined | void;

/** Responds to a request. */
type Handler<R, Data> = (request: R, server: BunServer<Data>) => Answer | Promise<Answer>;

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** A handler, or an object with a handler for each method. Other kinds of route have no path parameters. */
type Route<Path extends string, Data> =
  | Handler<RouteRequest<Path>, Data>
  | { readonly [M in Method]?: Handler<RouteRequest<Path>, Data> | object | false }
  | object
  | false;

/** The `Bun.serve` options whose functions have inferred parameters. */
export interface ServeOptions<Data, Paths extends string> {
  routes?: { [Path in Paths]: Route<Path, Data> };
  fetch?: Handler<Request, Data>;
  error?: (error: Error & { code?: string; errno?: number; syscall?: string }) => unknown;
  websocket?: SocketHandlers<Data> & SocketSettings;
}

/**
 * Rejects options that `Bun.serve` does not have. `Bun.serve` itself cannot detect them in a variable. The message is
 * in a tuple, because a string literal would make the type of all options `never`, and each option an error.
 */
export type NoOtherOptions<T> = {
  [K in Exclude<keyof T, OptionName>]: readonly [`Bun.serve has no option "${K & string}"`];
};

/**
 * The same options, with the policy in front. Handler parameters have loose types, so that `Bun.serve` infers the
 * WebSocket data only from `websocket`.
 */
export type Served<T> = { [K in keyof T]: K extends "fetch" | "routes" ? Wrapped<T[K]> : T[K] };

type Wrapped<V> = V extends (...args: never[]) => infer T
  ? (...args: unknown[]) => Response | Awaited<T> | Promise<Response | Awaited<T>>
  : V extends Response | Blob
    ? V
    : { [K in keyof V]: Wrapped<V[K]> };
