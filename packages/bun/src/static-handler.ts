import { isUnchanged } from "./is-unchanged.ts";

/** A `Bun.file`, or what is in memory. */
interface MaybeFile extends Blob {
  /** Bun's; nothing for what is in memory. It asks the disk every time: the answers of `size` and `exists()` get old. */
  stat?(): Promise<{ isFile(): boolean; readonly mtimeMs: number } | undefined>;
}

/** The `fetch` among the options, or what stands in for it. */
export type Fallback = (this: unknown, request: Request, server: unknown) => unknown;

/**
 * A handler that answers as Bun does for a route that is a response or a file: by the fallback where the file is missing,
 * with `ETag` or `Last-Modified`, and with 304 for whoever has it already.
 *
 * HEAD has no `Content-Type` where a text was given none, as for any handler: Bun adds it along with a body, and does not say
 * whether one is a text.
 *
 * A copy goes out each time: with the headers of one request on the route's own response, the next origin would get them.
 */
export function staticHandler(content: Response | Blob, fallback: Fallback): Fallback {
  // Copied at once: a body that is used up is refused while the server starts, as it is by Bun.
  const original = content instanceof Response ? content.clone() : new Response(content);
  let etag: Promise<string> | undefined;

  return async function (request, server) {
    const body: MaybeFile = await original.clone().blob();
    const file = await stateOf(body);
    if (file === "missing") return fallback.call(this, request, server);

    const response = original.clone();
    const { headers, status } = response;
    if (file && !headers.has("Last-Modified")) headers.set("Last-Modified", new Date(file.mtimeMs).toUTCString());
    if (!file && body.size > 0 && !headers.has("ETag")) {
      etag ??= hashOf(body);
      headers.set("ETag", await etag);
    }
    return status === 200 && isUnchanged(request, headers) ? new Response(null, { status: 304, headers }) : response;
  };
}

async function stateOf(body: MaybeFile): Promise<{ readonly mtimeMs: number } | "missing" | undefined> {
  try {
    const state = await body.stat?.();
    return state && !state.isFile() ? "missing" : state;
  } catch {
    return "missing";
  }
}

async function hashOf(body: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await body.arrayBuffer()));
  return `"${[...hash.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}
