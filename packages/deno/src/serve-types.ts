/** Where a TCP connection comes from; a `Deno.NetAddr` is one. */
export interface NetAddress {
  readonly transport: "tcp" | "udp";
  readonly hostname: string;
  readonly port: number;
}

/** Where a connection over a Unix domain socket comes from; a `Deno.UnixAddr` is one. */
export interface UnixAddress {
  readonly transport: "unix" | "unixpacket";
  readonly path: string;
}

/** Where a connection of a virtual machine comes from; a `Deno.VsockAddr` is one. */
export interface VsockAddress {
  readonly transport: "vsock";
  readonly cid: number;
  readonly port: number;
}

/** Wherever a connection can come from; a `Deno.Addr` is one. */
export type Address = NetAddress | UnixAddress | VsockAddress;

/** What a handler gets after the request; a `Deno.ServeHandlerInfo` is one. */
export interface ServeInfo<A = NetAddress> {
  readonly remoteAddr: A;
  /** Settles once the response has been sent; rejects where it cannot be. */
  readonly completed: Promise<void>;
}

/** Answers requests; a `Deno.ServeHandler` is one. */
export type ServeHandler<Info = ServeInfo> = (request: Request, info: Info) => Response | Promise<Response>;

// Each kind of options names the properties that it does not have, so that the compiler finds the right kind for a literal
// and infers the parameters of its functions. They are methods: a user's function may have parameters of Deno's own types.
interface Listening<A> {
  onError?(error: unknown): Response | Promise<Response>;
  onListen?(address: A): void;
}

interface Handling<A> extends Listening<A> {
  handler(request: Request, info: ServeInfo<A>): Response | Promise<Response>;
  readonly fetch?: undefined;
}

/** Options of `Deno.serve` for a port, with TLS or without. */
export interface NetServeOptions extends Handling<NetAddress> {
  readonly path?: undefined;
  readonly cid?: undefined;
}

/** Options of `Deno.serve` for a Unix domain socket. */
export interface UnixServeOptions extends Handling<UnixAddress> {
  readonly path: string;
  readonly cid?: undefined;
}

/** Options of `Deno.serve` for a VSOCK socket. */
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

/** Options of `Deno.serve` with a handler among them, or a default export for `deno serve`. */
export type ServeOptions = NetServeOptions | UnixServeOptions | VsockServeOptions | ServeDefaultExport;

/** What the handler in such options gets after the request. */
export type ServeInfoOf<Options extends ServeOptions> = ServeInfo<
  Options extends UnixServeOptions
    ? UnixAddress
    : Options extends VsockServeOptions
      ? VsockAddress
      : Options extends NetServeOptions
        ? NetAddress
        : Address
>;

/** The same options. The handler in them gets both arguments, and may answer later. */
export type Wrapped<Options extends ServeOptions> = {
  [K in keyof Options]: K extends "handler" | "fetch" ? ServeHandler<ServeInfoOf<Options>> : Options[K];
};

/** The names of all options of `Deno.serve`. */
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
 * Refuses options that `Deno.serve` does not have, which it cannot see in a variable. A default export may have any other
 * property. The message is in a tuple, because a string literal would make the type of all options `never`.
 */
export type NoOtherOptions<Options> = {
  [K in Exclude<keyof Options, "fetch" extends keyof Options ? keyof Options : OptionName>]: readonly [
    `Deno.serve has no option "${K & string}"`,
  ];
};
