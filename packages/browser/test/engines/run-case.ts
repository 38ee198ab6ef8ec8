/** What a page does for a case: the same code runs in the real page and against the simulated browser. */

/** One request of the page. */
export interface PageFetch {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "same-origin" | "include";
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly body?: string;
}

/** What the page got to see of the answer. */
export interface Outcome {
  /** The response's type, or `blocked`. */
  readonly verdict: string;
  readonly status: number;
  /** Which of `READABLE` the page can read. */
  readonly readable: readonly string[];
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

/** Sends the requests one after the other to one URL, so that an earlier preflight can save a later one. */
export async function runCase(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  fetches: readonly PageFetch[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const init of fetches) {
    try {
      const response = await fetch(url, init);
      const readable = READABLE.filter((name) => response.headers.has(name));
      outcomes.push({ verdict: response.type, status: response.status, readable, body: await response.text() });
    } catch {
      outcomes.push({ verdict: "blocked", status: 0, readable: [], body: "" });
    }
  }
  return outcomes;
}
