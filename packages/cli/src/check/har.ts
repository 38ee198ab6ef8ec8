import type { HeaderLine } from "@fetch-cors/browser";
import { UsageError } from "../usage-error.ts";
import { fromSentRequest, originIn, type PageRequest } from "./page-request.ts";

interface HarPair {
  readonly name: string;
  readonly value: string;
}

/** The part of an entry that is read. */
interface HarEntry {
  readonly pageref?: string;
  readonly _resourceType?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HarPair[];
    readonly cookies?: readonly HarPair[];
    readonly postData?: { readonly text?: string; readonly mimeType?: string; readonly encoding?: string };
  };
}

interface Har {
  readonly log: {
    readonly entries: readonly HarEntry[];
    readonly pages?: readonly { readonly id: string; readonly title?: string }[];
  };
}

const isHar = (value: unknown): value is Har => Array.isArray(Object(Object(value).log).entries);

function linesOf({ request }: HarEntry): HeaderLine[] {
  const lines = request.headers.map(({ name, value }) => [name, value] as const);
  const hasCookie = lines.some(([name]) => name.toLowerCase() === "cookie");
  const cookies = request.cookies ?? [];
  // Without sensitive data, browsers omit the Cookie header from a HAR file.
  return hasCookie || cookies.length === 0
    ? lines
    : [...lines, ["Cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; ")]];
}

function toPageRequest(entry: HarEntry, pages: ReadonlyMap<string, string>): PageRequest {
  const { method, url, postData } = entry.request;
  const headers = linesOf(entry);
  const body = postData?.text
    ? new Uint8Array(Buffer.from(postData.text, postData.encoding === "base64" ? "base64" : "utf8"))
    : null;
  const request = fromSentRequest({ url, method, headers, body: method === "GET" || method === "HEAD" ? null : body });
  return { ...request, origin: request.origin ?? pages.get(entry.pageref ?? "") };
}

/** Whether an entry is a cross-origin request of a script. Firefox and Safari do not record the type. */
function isForeign({ _resourceType, request }: HarEntry): boolean {
  if (!/^https?:/.test(request.url) || _resourceType === "preflight") return false;
  if (_resourceType !== undefined && _resourceType !== "fetch" && _resourceType !== "xhr") return false;
  const lines = request.headers.map(({ name, value }) => [name, value] as const);
  const isPreflight =
    request.method === "OPTIONS" && lines.some(([name]) => /^access-control-request-method$/i.test(name));
  const origin = originIn(lines);
  return !isPreflight && (origin === undefined ? _resourceType !== undefined : origin !== new URL(request.url).origin);
}

/**
 * Reads a HAR file that the developer tools of a browser saved. Returns the cross-origin requests of scripts, each
 * once.
 *
 * @param prefix - Only requests whose URL starts with it. Defaults to all.
 * @throws {UsageError} If the text is not a HAR file, or has no such request.
 */
export function readHar(text: string, prefix = ""): readonly PageRequest[] {
  let har: unknown;
  try {
    har = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new UsageError("--har: the file is not JSON; save it with Export HAR in the network panel");
  }
  if (!isHar(har))
    throw new UsageError("--har: the file has no log.entries; save it with Export HAR in the network panel");
  const pages = new Map(
    (har.log.pages ?? []).flatMap(({ id, title = "" }) =>
      URL.canParse(title) ? [[id, new URL(title).origin] as const] : [],
    ),
  );
  const requests = har.log.entries
    .filter(isForeign)
    .map((entry) => toPageRequest(entry, pages))
    .filter(({ url, origin }) => url.startsWith(prefix) && origin !== new URL(url).origin);
  const unique = new Map(
    requests.map((request) => [
      JSON.stringify([request.method, request.url, request.headers, request.origin]),
      request,
    ]),
  );
  if (unique.size === 0) {
    throw new UsageError(
      `--har: there is no cross-origin request of a script${prefix ? ` whose URL starts with ${prefix}` : ""}`,
    );
  }
  return [...unique.values()];
}
