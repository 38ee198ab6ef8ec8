/** Runs a case in a page. The same code runs in the real page and against the simulated browser. */

/** One request of the page. */
export interface PageFetch {
  /** Whether it is an XMLHttpRequest, with or without a listener on its `upload`. */
  readonly api: "fetch" | "xhr";
  /** Which hop of the case it goes to: 0, or a later one that a redirect leads to. */
  readonly hop: number;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "same-origin" | "include";
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly redirect: "follow" | "error" | "manual";
  readonly referrerPolicy: "" | "no-referrer" | "origin" | "unsafe-url";
  readonly body?: string;
  /** Makes the body a Blob of this type. */
  readonly blobType?: string;
  /** Waits before the request until entries of five seconds have expired. */
  readonly waits?: boolean;
}

/** The part of the response that the page sees. */
export interface Outcome {
  /** The response's type, `xhr` or `blocked`. */
  readonly verdict: string;
  readonly status: number;
  /** Which of `READABLE` the page can read. */
  readonly readable: readonly string[];
  readonly body: string;
}

/** How a page sends its requests, and how it waits. */
export interface PageApi {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly xhr: (url: string, init: PageFetch) => Promise<XhrResult>;
  readonly wait: () => Promise<void>;
}

/** The parts of an XMLHttpRequest that a case looks at. */
export interface XhrResult {
  readonly status: number;
  readonly hasHeader: (name: string) => boolean;
  readonly body: string;
}

/** The response headers that the page looks for. */
const READABLE = [
  "x-secret",
  "x-other",
  "etag",
  "expires",
  "content-type",
  "set-cookie",
  "access-control-allow-origin",
];

const BLOCKED: Outcome = { verdict: "blocked", status: 0, readable: [], body: "" };

async function runFetch(api: PageApi, url: string, request: PageFetch): Promise<Outcome> {
  const { body, blobType, ...init } = request;
  const payload = body !== undefined && blobType !== undefined ? new Blob([body], { type: blobType }) : body;
  const response = await api.fetch(url, payload === undefined ? init : { ...init, body: payload });
  const readable = READABLE.filter((name) => response.headers.has(name));
  // The body of a redirect that is not followed is not the page's to read, but WebKit shows it.
  const text = response.type === "opaqueredirect" ? "" : await response.text();
  return { verdict: response.type, status: response.status, readable, body: text };
}

async function runXhr(api: PageApi, url: string, request: PageFetch): Promise<Outcome> {
  const { status, hasHeader, body } = await api.xhr(url, request);
  return { verdict: "xhr", status, readable: READABLE.filter(hasHeader), body };
}

/** Sends the requests one after the other, so that an earlier preflight can save a later one. */
export async function runCase(
  api: PageApi,
  urls: readonly string[],
  requests: readonly PageFetch[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const request of requests) {
    if (request.waits) await api.wait();
    const run = request.api === "xhr" ? runXhr : runFetch;
    outcomes.push(await run(api, urls[request.hop] ?? "", request).catch(() => BLOCKED));
  }
  return outcomes;
}

/** The XMLHttpRequest of a real page, with a listener on its `upload`. */
export const realXhr = (url: string, init: PageFetch): Promise<XhrResult> =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(init.method, url);
    xhr.withCredentials = init.credentials === "include";
    for (const [name, value] of Object.entries(init.headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = () => {};
    const hasHeader = (name: string): boolean => xhr.getResponseHeader(name) !== null;
    xhr.onload = () => resolve({ status: xhr.status, hasHeader, body: xhr.responseText });
    xhr.onerror = () => reject(new TypeError("error"));
    xhr.send(init.body);
  });
