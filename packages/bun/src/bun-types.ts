/**
 * Bun's types, without a dependency on them. In a program that has Bun's types, they are looked up through the global
 * `Bun`. Generic types cannot be looked up, so they are declared again.
 */
type Native = typeof globalThis extends { Bun: { serve(options: infer Options): infer Server } }
  ? { readonly options: Options; readonly server: Server }
  : { readonly options: OptionsElsewhere; readonly server: object };

/** The options in a program without Bun's types. */
interface OptionsElsewhere {
  readonly [name: string]: unknown;
  readonly routes: Readonly<Record<string, (request: Request) => unknown>>;
  readonly websocket: { readonly message: (socket: object) => unknown };
}

/** A program with Bun's types and without the DOM types has no global `HeadersInit`. */
type HeadersSource = NonNullable<ConstructorParameters<typeof Headers>[0]>;

type KeyOf<O> = O extends unknown ? keyof O : never;
type OptionOf<O, K extends string> = O extends { readonly [P in K]: infer V } ? V : never;
type First<F> = F extends (first: infer T, ...rest: never[]) => unknown ? T : never;

/** The names of all `Bun.serve` options. */
export type OptionName = KeyOf<Native["options"]>;

/** The server type for a handler that does not declare WebSocket data. */
export type NativeServer = Native["server"];

type NativeSocketOptions = OptionOf<Native["options"], "websocket">;
type NativeSocket = First<OptionOf<Required<NativeSocketOptions>, "message">>;
/** The second argument of a handler in the `websocket` option. */
type SocketArgument<K extends string> =
  OptionOf<Required<NativeSocketOptions>, K> extends (socket: never, argument: infer A, ...rest: never[]) => unknown
    ? A
    : never;

type NativeRoutes = OptionOf<Native["options"], "routes">;
type NativeRequest = First<Extract<NativeRoutes[keyof NativeRoutes], (...args: never[]) => unknown>>;

/** The parameters in a route path: `{ id: string }` for `"/users/:id"`. */
type RouteParams<Path extends string> = string extends Path
  ? Record<string, string>
  : Path extends `${string}:${infer Name}/${infer Rest}`
    ? { readonly [K in Name]: string } & RouteParams<Rest>
    : Path extends `${string}:${infer Name}`
      ? { readonly [K in Name]: string }
      : object;

/** Bun's `BunRequest`: a request to a route, with the path parameters. */
export type RouteRequest<Path extends string> = Omit<NativeRequest, "params" | "clone"> & {
  readonly params: RouteParams<Path>;
  clone(): RouteRequest<Path>;
};

/** Bun's `Server`, with the type of its WebSocket data. */
export type BunServer<Data> = Omit<NativeServer, "upgrade"> & {
  upgrade(
    request: Request,
    ...options: undefined extends Data
      ? [options?: { headers?: HeadersSource; data?: Data }]
      : [options: { headers?: HeadersSource; data: Data }]
  ): boolean;
};

/**
 * Bun's `ServerWebSocket`, with the type of its data. `data` and `cork` are in separate types, because TypeScript
 * infers nothing from a socket type without `cork`, such as the one in `hono/bun`, to a single type with both.
 */
type BunSocket<Data> = Omit<NativeSocket, "data" | "cork"> & { data: Data } & {
  cork<T>(callback: (socket: BunSocket<Data>) => T): T;
};

/**
 * The handlers in the `websocket` option. They are methods, so that `Data` can be inferred from the type of their
 * sockets.
 */
export interface SocketHandlers<Data> {
  data?: Data;
  open?(socket: BunSocket<Data>): unknown;
  message?(socket: BunSocket<Data>, message: SocketArgument<"message">): unknown;
  drain?(socket: BunSocket<Data>): unknown;
  close?(socket: BunSocket<Data>, code: number, reason: string): unknown;
  ping?(socket: BunSocket<Data>, data: SocketArgument<"ping">): unknown;
  pong?(socket: BunSocket<Data>, data: SocketArgument<"pong">): unknown;
  error?(error: Error, socket: BunSocket<Data>): unknown;
}

/** The other settings in the `websocket` option. */
export type SocketSettings = { [K in Exclude<keyof NativeSocketOptions, keyof SocketHandlers<unknown>>]?: unknown };
