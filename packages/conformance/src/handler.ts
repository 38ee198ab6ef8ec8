import type { CaseHandler } from "./case.ts";

/** A handler in the form that all adapters accept. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

const HELLO: CaseHandler = { body: "hello" };

/** The body is bytes, because a runtime would add a `Content-Type` for a string. */
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** A stream of one byte per chunk, each produced when it is pulled. */
function stream(text: string): ReadableStream<Uint8Array> {
  const chunks = [...bytes(text)].map((byte) => Uint8Array.of(byte));
  return new ReadableStream({
    pull(controller): void {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
}

/** The described response, with mutable headers. */
export function responseOf({ kind, body, status = 200, statusText = "", headers = [] }: CaseHandler): Response {
  const content = body === undefined ? null : kind === "streamed" ? stream(body) : bytes(body);
  return new Response(content, {
    status,
    statusText,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
}

/** Makes the headers of a response refuse changes, like those of a fetched response. A copy has mutable headers. */
export function withImmutableHeaders(response: Response): Response {
  const refuse = (): never => {
    throw new TypeError("immutable");
  };
  Object.assign(response.headers, { append: refuse, delete: refuse, set: refuse });
  return response;
}

/** The Fetch Standard makes its headers immutable, but not every runtime does. */
const networkError = (): Response => withImmutableHeaders(Response.error());

/** Runtimes create such a response for a WebSocket; a script cannot. */
const switchingProtocols = (): Response =>
  Object.defineProperty(networkError(), "status", { value: 101, configurable: true });

/**
 * The handler of a case.
 *
 * @param fetchUpstream - Fetches the response of a `"fetched"` case. Without it, its headers are made immutable by
 * hand.
 */
export function handlerOf(handler: CaseHandler = HELLO, fetchUpstream?: () => Promise<Response>): FetchHandler {
  const answers: Record<NonNullable<CaseHandler["kind"]>, () => Response | Promise<Response>> = {
    sync: () => responseOf(handler),
    async: async () => responseOf(handler),
    thenable: () => {
      const response = responseOf(handler);
      // biome-ignore lint/suspicious/noThenProperty: query builders and other realms return thenables
      return { then: (resolve: (response: Response) => void) => resolve(response) } as unknown as Promise<Response>;
    },
    streamed: () => responseOf(handler),
    fetched: () => fetchUpstream?.() ?? withImmutableHeaders(responseOf(handler)),
    redirect: () => Response.redirect(handler.headers?.[0]?.[1] ?? "", handler.status),
    "network-error": networkError,
    "switching-protocols": switchingProtocols,
    throws: () => {
      throw handler.error;
    },
    rejects: async () => {
      throw handler.error;
    },
  };
  return answers[handler.kind ?? "sync"];
}
