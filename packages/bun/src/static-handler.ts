import { bun, type MaybeFile } from "./bun-runtime.ts";
import { checkStaticRoute } from "./check-static-route.ts";
import { fileResponse, isPartOfFile } from "./file-response.ts";
import { isUnchanged } from "./is-unchanged.ts";
import { textOrBytes } from "./text-or-bytes.ts";

/** A Bun handler whose parameters have loose types, because core passes every argument on unchanged. */
export type Handler = (this: unknown, request: Request, ...rest: unknown[]) => Response | Promise<Response>;

/**
 * Returns a handler that serves a response or a file as Bun does for a static route.
 *
 * If the file is missing, the fallback responds. Otherwise the response has an `ETag` or a `Last-Modified`, and the
 * status is 304 if the client already has the content.
 *
 * Each request gets a copy of the response, so that it does not get headers from an earlier request.
 */
export function staticHandler(content: Response | Blob, fallback: Handler): Handler {
  checkStaticRoute(content);
  const original = content instanceof Response ? content.clone() : new Response(content);
  const isPart = bun !== undefined && isPartOfFile(bun.peek(original.clone().blob()) as MaybeFile);
  let etag: Promise<string> | undefined;
  let type: Promise<string> | undefined;

  return async function (request, ...rest) {
    const body: MaybeFile = await original.clone().blob();
    const response = original.clone();
    // Bun sends a redirect to an S3 file.
    if (body.presign) return response;
    const file = await stateOf(body);
    if (file === "missing") return fallback.call(this, request, ...rest);

    const { headers, status } = response;
    if (file && !headers.has("Last-Modified")) headers.set("Last-Modified", new Date(file.mtimeMs).toUTCString());
    if (!file && body.size > 0 && !headers.has("ETag")) {
      etag ??= hashOf(body);
      headers.set("ETag", await etag);
    }
    // Bun sends no 304 for content without a validator.
    const isComparable = file !== undefined || headers.has("ETag");
    if (status === 200 && isComparable && isUnchanged(request, headers))
      return new Response(null, { status: 304, headers });
    if (file) return fileResponse(request, response, { body, isPart, size: isPart ? body.size : file.size });
    // Bun adds the type of a text when it sends the body, so its response to HEAD would have no type.
    if (request.method === "HEAD" && body.size > 0 && !headers.has("Content-Type")) {
      type ??= textOrBytes(body);
      headers.set("Content-Type", await type);
    }
    return response;
  };
}

async function stateOf(
  body: MaybeFile,
): Promise<{ readonly size: number; readonly mtimeMs: number } | "missing" | undefined> {
  try {
    const state = await body.stat?.();
    return state?.isFile?.() === false ? "missing" : state;
  } catch {
    return "missing";
  }
}

async function hashOf(body: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await body.arrayBuffer()));
  return `"${[...hash.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}
