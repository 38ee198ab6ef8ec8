/** A request that a page makes, as `verify` draws it. */
export interface PageRequest {
  /** The serialized origin of the page. */
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  /** The names of the headers that the page sets. */
  readonly headers: readonly string[];
  readonly credentials: "omit" | "include";
  /**
   * The origin of an earlier request whose response a shared cache may have stored, or `NO_ORIGIN`; `undefined` if
   * there is no cache.
   */
  readonly earlier: string | undefined;
}

/** Stands for an earlier request without `Origin`, such as one for an image. */
export const NO_ORIGIN = "no origin";

/** Values that make a header CORS-unsafe if the value "1" would not. */
const VALUES: Readonly<Record<string, string>> = {
  authorization: "Bearer fetch-cors",
  "content-type": "application/json",
  range: "bytes=-1",
  accept: 'text/plain;q="1"',
  "accept-language": '"en"',
  "content-language": '"en"',
};

/** The value that `verify` gives to a header. */
export const headerValue = (name: string): string => VALUES[name.toLowerCase()] ?? "1";

/** The cookie that a browser would add to a request with credentials. */
export const COOKIE = "fetch-cors=1";

/** The second argument of the page's `fetch`. */
export const initOf = ({ method, headers, credentials }: PageRequest): RequestInit => ({
  method,
  headers: headers.map((name): [string, string] => [name, headerValue(name)]),
  credentials,
  // Redirects are not followed. A browser checks the redirect itself like any other response.
  redirect: "manual",
});
