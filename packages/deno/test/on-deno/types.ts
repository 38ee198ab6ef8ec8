/** Checks what compiles with Deno's own types, and what does not. This file is only type-checked. */
import {
  type Address,
  definePolicy,
  type NetAddress,
  type NoOtherOptions,
  type ServeDefaultExport,
  type ServeHandler,
  type ServeInfo,
  type ServeOptions,
  type UnixAddress,
  type VsockAddress,
  withCors,
} from "@fetch-cors/deno";

const policy = definePolicy({ origin: "https://app.example.com", credentials: true });
const handler = (): Response => new Response("hello");
const onError = (error: unknown): Response => new Response(String(error), { status: 500 });

/** `true` if both types are identical. `any` is identical only to itself. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <T extends true>(_same: T): void => {};

// The types of Deno are assignable to ours, and ours to those of Deno.
is<Deno.NetAddr extends NetAddress ? true : false>(true);
is<NetAddress extends Deno.NetAddr ? true : false>(true);
is<Deno.UnixAddr extends UnixAddress ? true : false>(true);
is<UnixAddress extends Deno.UnixAddr ? true : false>(true);
is<Deno.VsockAddr extends VsockAddress ? true : false>(true);
is<VsockAddress extends Deno.VsockAddr ? true : false>(true);
is<Deno.Addr extends Address ? true : false>(true);
is<Address extends Deno.Addr ? true : false>(true);
is<Deno.ServeHandlerInfo<Deno.NetAddr> extends ServeInfo ? true : false>(true);
is<ServeInfo extends Deno.ServeHandlerInfo<Deno.NetAddr> ? true : false>(true);
is<Deno.ServeHandler<Deno.NetAddr> extends ServeHandler ? true : false>(true);
is<ServeHandler extends Deno.ServeHandler<Deno.NetAddr> ? true : false>(true);
is<Deno.ServeTcpOptions & Deno.ServeInit<Deno.NetAddr> extends ServeOptions ? true : false>(true);
is<Deno.ServeUnixOptions & Deno.ServeInit<Deno.UnixAddr> extends ServeOptions ? true : false>(true);
is<Deno.ServeVsockOptions & Deno.ServeInit<Deno.VsockAddr> extends ServeOptions ? true : false>(true);
is<Deno.ServeDefaultExport extends ServeDefaultExport ? true : false>(true);

// The option names are those of Deno.
type NameIn<T> = T extends unknown ? keyof T : never;
type DenoOptions =
  | Deno.ServeTcpOptions
  | (Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem)
  | Deno.ServeUnixOptions
  | Deno.ServeVsockOptions
  | Deno.ServeInit;
is<[keyof NoOtherOptions<Record<NameIn<DenoOptions>, unknown>>] extends [never] ? true : false>(true);
is<Same<keyof NoOtherOptions<{ onLisen: 1; handler: 1 }>, "onLisen">>(true);

// A handler: its parameters are inferred, inside and outside of Deno.serve.
Deno.serve(withCors(handler));
Deno.serve(withCors(handler, policy));
Deno.serve({ port: 0, cert: "", key: "" }, withCors(handler, policy));
Deno.serve(
  withCors((request, info) => {
    is<Same<typeof request, Request>>(true);
    is<Same<typeof info, Deno.ServeHandlerInfo<Deno.NetAddr>>>(true);
    return new Response(info.remoteAddr.hostname);
  }, policy),
);
Deno.serve(
  { path: "/run/api.sock" },
  withCors((_request, info) => {
    is<Same<typeof info, Deno.ServeHandlerInfo<Deno.UnixAddr>>>(true);
    return new Response(info.remoteAddr.path);
  }, policy),
);
const alone = withCors((_request, info) => {
  is<Same<typeof info, ServeInfo<NetAddress>>>(true);
  return new Response(info.remoteAddr.hostname);
}, policy);
Deno.serve(alone);
Deno.serve(
  withCors((_request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => new Response(info.remoteAddr.hostname)),
);
Deno.serve(
  withCors(
    (request: Request, _bindings?: object, _context?: { readonly waitUntil: unknown }) => new Response(request.url),
    policy,
  ),
);

// Options: their kind determines the parameters of their functions.
Deno.serve(
  withCors(
    {
      port: 0,
      handler(_request, info) {
        is<Same<typeof info, ServeInfo<NetAddress>>>(true);
        return new Response();
      },
      onListen: (address) => is<Same<typeof address, NetAddress>>(true),
      onError: (error) => {
        is<Same<typeof error, unknown>>(true);
        return new Response();
      },
    },
    policy,
  ),
);
Deno.serve(
  withCors(
    {
      path: "/run/api.sock",
      handler: (_request, info) => {
        is<Same<typeof info, ServeInfo<UnixAddress>>>(true);
        return new Response();
      },
      onListen: (address) => is<Same<typeof address, UnixAddress>>(true),
    },
    policy,
  ),
);
Deno.serve(
  withCors(
    {
      cid: 3,
      port: 3000,
      handler: (_request, info) => {
        is<Same<typeof info, ServeInfo<VsockAddress>>>(true);
        return new Response();
      },
    },
    policy,
  ),
);
Deno.serve(withCors({ handler, cert: "", key: "", automaticCompression: true, onError }));
const options = withCors({ port: 0, handler, hostname: "localhost" }, policy);
is<Same<typeof options.handler, ServeHandler>>(true);
is<Same<typeof options.hostname, string>>(true);
declare const tcp: Deno.ServeTcpOptions & Deno.ServeInit<Deno.NetAddr>;
declare const unix: Deno.ServeUnixOptions & Deno.ServeInit<Deno.UnixAddr>;
declare const vsock: Deno.ServeVsockOptions & Deno.ServeInit<Deno.VsockAddr>;
Deno.serve(withCors(tcp, policy));
Deno.serve(withCors(unix, policy));
Deno.serve(withCors(vsock, policy));

// Default exports, in both forms.
export const wrappedHandler = {
  fetch: withCors((_request, info) => {
    is<Same<typeof info, Deno.ServeHandlerInfo>>(true);
    return new Response();
  }, policy),
} satisfies Deno.ServeDefaultExport;
export const wrappedExport = withCors(
  {
    fetch: (_request, info) => {
      is<Same<typeof info.remoteAddr.transport, Address["transport"]>>(true);
      return new Response();
    },
    onListen: (address) => void address.transport,
    onError: (error) => {
      is<Same<typeof error, unknown>>(true);
      return new Response();
    },
  },
  policy,
) satisfies Deno.ServeDefaultExport;
export const annotated: Deno.ServeDefaultExport = withCors({ fetch: handler }, policy);
is<Same<typeof wrappedExport.onError, (error: unknown) => Response>>(true);
export const twice: Deno.ServeDefaultExport = withCors(annotated, policy);

// Predicates, policy functions and hooks receive the arguments of the handler.
Deno.serve(
  withCors(
    handler,
    { origin: (origin, request, info) => info.remoteAddr.hostname === origin + request.url },
    {
      onDecision: ({ kind }, { method }, { remoteAddr }) => [kind, method, remoteAddr.hostname],
      onError: (error, { method }, { remoteAddr }) => new Response(`${error} ${method} ${remoteAddr.port}`),
    },
  ),
);
Deno.serve(withCors(handler, (request, info) => (info.remoteAddr.hostname === request.url ? policy : policy)));
Deno.serve(
  withCors(
    { port: 0, handler },
    { origin: async (_origin, _request, info) => info.remoteAddr.hostname === "127.0.0.1" },
    { onDecision: (_decision, _request, { remoteAddr }) => remoteAddr.port },
  ),
);
Deno.serve(
  withCors({ path: "/run/api.sock", handler }, (_request, info) => (info.remoteAddr.path === "/" ? policy : policy)),
);
Deno.serve(withCors({ handler }, (_request: Request, _info: Deno.ServeHandlerInfo<Deno.NetAddr>) => policy));
Deno.serve(withCors({ handler }, (_request: Request, _info: Deno.ServeHandlerInfo) => policy));

// Mistakes that must not compile.
// @ts-expect-error an unset policy must never open a server
withCors(handler, undefined);
// @ts-expect-error an unset policy must never open a server
withCors({ handler }, undefined);
// @ts-expect-error every site could act as your users
withCors({ handler }, { origin: "*", credentials: true });
// @ts-expect-error an origin has no trailing slash
withCors(handler, { origin: "https://app.example.com/" });
// @ts-expect-error an origin has no trailing slash
withCors({ fetch: handler }, { origin: ["https://app.example.com/"] });
// @ts-expect-error the option is called allowedHeaders
withCors({ handler }, { origin: "https://app.example.com", allowHeaders: ["X-Tenant"] });
// @ts-expect-error the options have no handler
withCors({ port: 8000 }, policy);
// @ts-expect-error the options have no handler
withCors({ port: 8000, onError }, policy);
// @ts-expect-error the option is called hostname
withCors({ hostName: "localhost", handler }, policy);
// @ts-expect-error the option is called onListen
Deno.serve(withCors({ onLisen: () => {}, handler }));
// @ts-expect-error the option is called port
withCors({ path: "/run/api.sock", prot: 1, handler }, policy);
// @ts-expect-error a handler returns a response
withCors(() => "hello", policy);
// @ts-expect-error a handler returns a response
withCors({ handler: () => "hello" }, policy);
// @ts-expect-error Deno does not pass a string after the request
withCors({ handler: (_request: Request, _info: string) => new Response() }, policy);
// @ts-expect-error a client of a port has no path
Deno.serve(withCors((_request, info) => new Response(info.remoteAddr.path), policy));
// @ts-expect-error a client of a port has no path
withCors({ port: 0, handler: (_request, info) => new Response(info.remoteAddr.path) }, policy);
// @ts-expect-error a client of a socket has no host name
withCors({ path: "/run/api.sock", handler }, { origin: (_origin, _request, info) => info.remoteAddr.hostname === "" });
// A predicate of a compiled policy receives the arguments of the handler.
definePolicy({ origin: (origin, _request, info) => origin === info.remoteAddr.hostname });
// @ts-expect-error a predicate returns a boolean
withCors(handler, { origin: (origin) => origin });
// @ts-expect-error onError returns a response
withCors({ handler, onError: () => "sorry" }, policy);
