/**
 * Bun's types, without depending on them: where a program has them they are found in its global `Bun`, and only what is
 * generic there is written again, as nothing can look that up.
 */
type Native = typeof globalThis extends { Bun: { serve(options: infer Options): infer Server } }
  ? { readonly options: Options; readonly server: Server }
  : { readonly options: OptionsElsewhere; readonly server: object };

/** What is left of the options where a program has no types of Bun. */
interface OptionsElsewhere {
  readonly [name: string]: unknown;
  readonly routes: Readonly<Record<string, (request: Request) => unknown>>;
  readonly websocket: { readonly message: (socket: object) => unknown };
}

type KeyOf<O> = O extends unknown ? keyof O : never;
type OptionOf<O, K extends string> = O extends { readonly [P in K]: infer V } ? V : never;
type First<F> = F extends (first: infer T, ...rest: never[]) => unknown ? T : never;

/** The names of all options of `Bun.serve`. */
export type OptionName = KeyOf<Native["options"]>;

/** The server of a handler that does not say what data its WebSockets have. */
export type NativeServer = Native["server"];

/** The handlers of the option `websocket`, with sockets of any data. */
export type NativeSocketHandlers = OptionOf<Native["options"], "websocket">;

export type NativeSocket = First<OptionOf<Required<NativeSocketHandlers>, "message">>;

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
      ? [options?: { headers?: HeadersInit; data?: Data }]
      : [options: { headers?: HeadersInit; data: Data }]
  ): boolean;
};

/** Bun's `ServerWebSocket`, with its data. */
export type BunSocket<Data> = Omit<NativeSocket, "data" | "cork"> & {
  data: Data;
  cork<T>(callback: (socket: BunSocket<Data>) => T): T;
};
