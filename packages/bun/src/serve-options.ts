import type {
  BunServer,
  BunSocket,
  NativeSocket,
  NativeSocketHandlers,
  OptionName,
  RouteRequest,
} from "./bun-types.ts";

/** What a handler may return; nothing, after it has upgraded the request to a WebSocket. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that ends without `return` gives it
export type Answer = Response | undefined | void;

/** Answers a request. */
type Handler<R, Data> = (request: R, server: BunServer<Data>) => Answer | Promise<Answer>;

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** One handler, or one for each method; what else there can be has no parameters that have to be inferred. */
type Route<Path extends string, Data> =
  | Handler<RouteRequest<Path>, Data>
  | { readonly [M in Method]?: Handler<RouteRequest<Path>, Data> | object | false }
  | object
  | false;

/** The options of `Bun.serve`, as far as they have functions whose parameters are inferred. */
export interface ServeOptions<Data, Paths extends string> {
  routes?: { [Path in Paths]: Route<Path, Data> };
  fetch?: Handler<Request, Data>;
  error?: (error: Error & { code?: string; errno?: number; syscall?: string }) => unknown;
  websocket?: { data?: Data } & {
    [K in keyof NativeSocketHandlers]?: NonNullable<NativeSocketHandlers[K]> extends (...args: infer Args) => infer T
      ? (...args: { [I in keyof Args]: Args[I] extends NativeSocket ? BunSocket<Data> : Args[I] }) => T
      : unknown;
  };
}

/** Complains about options that `Bun.serve` does not have: as it gets a variable, it does not look. */
export type NoOtherOptions<T> = {
  [K in Exclude<keyof T, OptionName>]: `Bun.serve has no option "${K & string}"`;
};

/**
 * The same options, with the policy in front. The parameters of handlers are open, so that `Bun.serve` takes the data of
 * WebSockets from nowhere but `websocket`.
 */
export type Served<T> = { [K in keyof T]: K extends "fetch" | "routes" ? Wrapped<T[K]> : T[K] };

type Wrapped<V> = V extends (...args: never[]) => infer T
  ? (...args: unknown[]) => Response | Awaited<T> | Promise<Response | Awaited<T>>
  : V extends Response | Blob
    ? V
    : { [K in keyof V]: Wrapped<V[K]> };
