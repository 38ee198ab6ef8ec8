import type { Engine } from "./engines.ts";
import type { UploadStream } from "./upload-stream.ts";

/** A request on its way through the standard's algorithms, which change it with every redirect. See #concept-request. */
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
  /** Whether the request is one of XMLHttpRequest, as console messages name it. */
  readonly isXhr: boolean;
  /** The headers of the page before any redirect. */
  readonly initialHeaders: Headers;
  /** The header names as the page spells them, by their lower-case form. */
  readonly spelling: ReadonlyMap<string, string>;
  /** The URL of the page, as messages show it. */
  readonly page: string;
  /** Whether a redirect has turned the request into a GET. */
  hasLostBody: boolean;
  /** The names that the last redirect removes. */
  removedNames: readonly string[];
  /** Whether the request has needed a preflight, here or before a redirect. */
  neededPreflight: boolean;
  /** Where it goes next: the current URL. */
  url: URL;
  method: string;
  headers: Headers;
  /** Bytes can be sent again after a redirect, a stream cannot. */
  body: ArrayBuffer | UploadStream | null;
  /** See #concept-request-response-tainting. */
  tainting: "basic" | "cors" | "opaque";
  redirectCount: number;
  /** The last `Origin` header; `undefined` before one was sent. */
  sentOrigin: string | undefined;
  /** Whether one other origin has redirected to another. See #concept-request-tainted-origin. */
  isRedirectTainted: boolean;
}
