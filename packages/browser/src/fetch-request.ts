import type { Engine } from "./engines.ts";
import type { UploadStream } from "./upload-stream.ts";

/** A request as the standard's algorithms process it; every redirect changes it. See #concept-request. */
export interface FetchRequest {
  /** The page's origin, serialized. */
  readonly origin: string;
  readonly engine: Engine;
  readonly initialUrl: URL;
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly credentials: "omit" | "same-origin" | "include";
  readonly redirect: "follow" | "error" | "manual";
  readonly cache: RequestCache;
  readonly keepalive: boolean;
  /** `undefined` if the request has none. See #concept-request-referrer. */
  readonly referrer: URL | undefined;
  readonly referrerPolicy: string;
  readonly signal: AbortSignal | undefined;
  /** See #use-cors-preflight-flag. */
  readonly useCorsPreflight: boolean;
  /** Whether the request is from XMLHttpRequest, which console messages mention. */
  readonly isXhr: boolean;
  /** The headers of the request before any redirect. */
  readonly initialHeaders: Headers;
  /** The header names as the page spells them, keyed by their lower-case form. */
  readonly spelling: ReadonlyMap<string, string>;
  /** The URL of the page, as messages show it. */
  readonly page: string;
  /** Whether a redirect has turned the request into a GET and removed the body. */
  hasLostBody: boolean;
  /** The names of the headers that the last redirect removed. */
  removedNames: readonly string[];
  /** Whether the request has needed a preflight, now or before a redirect. */
  neededPreflight: boolean;
  /** The current URL, which is fetched next. */
  url: URL;
  method: string;
  headers: Headers;
  /** Bytes can be sent again after a redirect; a stream cannot. */
  body: ArrayBuffer | UploadStream | null;
  /** See #concept-request-response-tainting. */
  tainting: "basic" | "cors" | "opaque";
  redirectCount: number;
  /** The last `Origin` header; `undefined` if none was sent. */
  sentOrigin: string | undefined;
  /** Whether a foreign origin has redirected to a different origin. See #concept-request-tainted-origin. */
  isRedirectTainted: boolean;
}
