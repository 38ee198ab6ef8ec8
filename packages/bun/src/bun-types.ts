/**
 * Bun's types, without depending on them. A program that has them has a global `Bun`, where they are looked up. Generic
 * types cannot be looked up, and are written again.
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

/** There is no global `HeadersInit` in a program with Bun's types and without those of the DOM. */
type HeadersSource = NonNullable<ConstructorParameters<typeof Headers>[0]>;

type KeyOf<O> = O extends unknown ? keyof O : never;
type OptionOf<O, K extends string> = O extends { readonly [P in K]: infer V } ? V : never;
type First<F> = F extends (first: infer T, ...rest: never[]) => unknown ? T : never;

/** The names of all options of `Bun.serve`. */
export type OptionName = KeyOf<Native["options"]>;

/** The server of a handler that does not say what data its WebSockets have. */
export type NativeServer = Native["server"];

type NativeSocketOptions = OptionOf<Native["options"], "websocket">;
type NativeSocket = First<OptionOf<Required<NativeSocketOptions>, "message">>;
/** The second argument of a handler of the option `websocket`. */
type SocketArgument<K extends string> =
  OptionOf<Required<NativeSocketOptions>, K> extends (socket: never, argument: infer A, ...rest: never[]) => unknown
    ? A
    : never;

type NativeRoutes = OptionOf<Native["options"], "routes">;
type NativeRequest = First<Extract<NativeRoutes[keyof NativeRoutes], (...args: never[]) => unknown>>;

/** The parameters in a route's path: `{ id: string }` for `"/users/:id"`. */
type RouteParams<Path extends string> = string extends Path
  ? Record<string, string>
  : Path extends `${string}:${infer Name}/${infer Rest}`
    ? { readonly [K in Name]: string } & RouteParams<Rest>
    : Path extends `${string}:${infer Name}`
      ? { readonly [K in Name]: string }
      : object;

/** Bun's `BunRequest`: the request of a route, with the parameters in its path. */
export type RouteRequest<Path extends string> = Omit<NativeRequest, "params" | "clone"> & {
  readonly params: RouteParams<Path>;
  clone(): RouteRequest<Path>;
};

/** Bun's `Server`, with the data of its WebSockets. */
export type BunServer<Data> = Omit<NativeServer, "upgrade"> & {
  upgrade(
    request: Request,
    ...options: undefined extends Data
      ? [options?: { headers?: HeadersSource; data?: Data }]
      : [options: { headers?: HeadersSource; data: Data }]
  ): boolean;
};

/**
 * Bun's `ServerWebSocket`, with its data. `data` is in a type of its own: TypeScript infers nothing from a socket type
 * that lacks `cork`, such as that of `hono/bun`, to a type with both.
 */
type BunSocket<Data> = Omit<NativeSocket, "data" | "cork"> & { data: Data } & {
  cork<T>(callback: (socket: BunSocket<Data>) => T): T;
};

/** The handlers of Bun's option `websocket`. They are methods, so that the type of their sockets can say what `Data` is. */
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

/** The other options of `websocket`. */
export type SocketSettings = { [K in Exclude<keyof NativeSocketOptions, keyof SocketHandlers<unknown>>]?: unknown };
