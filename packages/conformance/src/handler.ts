import type { CaseHandler } from "./case.ts";

/** A handler as all adapters take it. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

const HELLO: CaseHandler = { body: "hello" };

/** No string: a runtime would add its own `Content-Type` for one. */
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** One chunk per byte, each only when it is asked for. */
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

/** The response that the data describes, with headers that can be changed. */
export function responseOf({ kind, body, status = 200, statusText = "", headers = [] }: CaseHandler): Response {
  const content = body === undefined ? null : kind === "streamed" ? stream(body) : bytes(body);
  return new Response(content, {
    status,
    statusText,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
}

/** As the headers of a fetched response do, these refuse every change; a copy of the response has headers of its own. */
export function withImmutableHeaders(response: Response): Response {
  const refuse = (): never => {
    throw new TypeError("immutable");
  };
  Object.assign(response.headers, { append: refuse, delete: refuse, set: refuse });
  return response;
}

/** Its headers are immutable by the standard; not every runtime keeps to that. */
const networkError = (): Response => withImmutableHeaders(Response.error());

/** Runtimes make such a response for a WebSocket; none lets a script do it. */
const switchingProtocols = (): Response =>
  Object.defineProperty(networkError(), "status", { value: 101, configurable: true });

/**
 * What a case puts behind the policy.
 *
 * @param fetchUpstream - Fetches the response of a case of the kind `"fetched"`; without it, its headers are made immutable.
 */
export function handlerOf(handler: CaseHandler = HELLO, fetchUpstream?: () => Promise<Response>): FetchHandler {
  const answers: Record<NonNullable<CaseHandler["kind"]>, () => Response | Promise<Response>> = {
    sync: () => responseOf(handler),
    async: async () => responseOf(handler),
    thenable: () => {
      const response = responseOf(handler);
      // biome-ignore lint/suspicious/noThenProperty: query builders and other realms have promises of their own
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
