/** The client address of a TCP connection. A `Deno.NetAddr` is assignable. */
export interface NetAddress {
  readonly transport: "tcp" | "udp";
  readonly hostname: string;
  readonly port: number;
}

/** The client address of a connection over a Unix domain socket. A `Deno.UnixAddr` is assignable. */
export interface UnixAddress {
  readonly transport: "unix" | "unixpacket";
  readonly path: string;
}

/** The client address of a VSOCK connection. A `Deno.VsockAddr` is assignable. */
export interface VsockAddress {
  readonly transport: "vsock";
  readonly cid: number;
  readonly port: number;
}

/** Every kind of client address. A `Deno.Addr` is assignable. */
export type Address = NetAddress | UnixAddress | VsockAddress;

/** The second argument of a handler. A `Deno.ServeHandlerInfo` is assignable. */
export interface ServeInfo<A = NetAddress> {
  readonly remoteAddr: A;
  /** Resolves when the response has been sent; rejects if it cannot be sent. */
  readonly completed: Promise<void>;
}

/** Responds to requests. A `Deno.ServeHandler` is assignable. */
export type ServeHandler<Info = ServeInfo> = (request: Request, info: Info) => Response | Promise<Response>;

// Each kind of options declares the properties that it does not have, so that the compiler finds the right kind for a
// literal and infers the function parameters. The functions are methods, so that their parameters can have Deno's own
// types.
interface Listening<A> {
  onError?(error: unknown): Response | Promise<Response>;
  onListen?(address: A): void;
}

interface Handling<A> extends Listening<A> {
  handler(request: Request, info: ServeInfo<A>): Response | Promise<Response>;
  readonly fetch?: undefined;
}

/** `Deno.serve` options for a port, with or without TLS. */
export interface NetServeOptions extends Handling<NetAddress> {
  readonly path?: undefined;
  readonly cid?: undefined;
}

/** `Deno.serve` options for a Unix domain socket. */
export interface UnixServeOptions extends Handling<UnixAddress> {
  readonly path: string;
  readonly cid?: undefined;
}

/** `Deno.serve` options for a VSOCK socket. */
export interface VsockServeOptions extends Handling<VsockAddress> {
  readonly path?: undefined;
  readonly cid: number;
}

/** The default export of a module for `deno serve`. */
export interface ServeDefaultExport extends Listening<Address> {
  fetch(request: Request, info: ServeInfo<Address>): Response | Promise<Response>;
  readonly handler?: undefined;
  readonly path?: undefined;
  readonly cid?: undefined;
}

/** `Deno.serve` options that contain a handler, or a default export for `deno serve`. */
export type ServeOptions = NetServeOptions | UnixServeOptions | VsockServeOptions | ServeDefaultExport;

/** The type of the second handler argument in these options. */
export type ServeInfoOf<Options extends ServeOptions> = ServeInfo<
  Options extends UnixServeOptions
    ? UnixAddress
    : Options extends VsockServeOptions
      ? VsockAddress
      : Options extends NetServeOptions
        ? NetAddress
        : Address
>;

/** The same options. Their handler has both parameters, and may return a promise. */
export type Wrapped<Options extends ServeOptions> = {
  [K in keyof Options]: K extends "handler" | "fetch" ? ServeHandler<ServeInfoOf<Options>> : Options[K];
};

/** The names of all `Deno.serve` options. */
type OptionName =
  | "automaticCompression"
  | "cert"
  | "cid"
  | "handler"
  | "hostname"
  | "key"
  | "keyFormat"
  | "onError"
  | "onListen"
  | "path"
  | "port"
  | "reusePort"
  | "signal"
  | "tcpBacklog"
  | "transport";

/**
 * Rejects options that `Deno.serve` does not have. `Deno.serve` itself cannot detect them in a variable. A default
 * export may have any other property. The message is in a tuple, because a string literal would make the type of all
 * options `never`.
 */
export type NoOtherOptions<Options> = {
  [K in Exclude<keyof Options, "fetch" extends keyof Options ? keyof Options : OptionName>]: readonly [
    `Deno.serve has no option "${K & string}"`,
  ];
};
