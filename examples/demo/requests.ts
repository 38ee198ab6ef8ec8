/** What the page asks the API for, and what becomes of it in a browser. */
import { BlockedError, createBrowser } from "@fetch-cors/browser";

/** A request of the page; the page itself runs the same list. */
interface DemoRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "include";
  readonly title: string;
  readonly path: string;
  readonly body?: string;
  /** A response header that the page looks for. */
  readonly reads?: string;
}

const plain = { method: "GET", headers: {}, credentials: "omit" } as const;
const json = { headers: { "Content-Type": "application/json" }, body: '{"text":"cheese"}' };

export const REQUESTS: readonly DemoRequest[] = [
  { ...plain, title: "GET /status, for everybody", path: "/status" },
  { ...plain, title: "GET /notes, reads X-Total-Count", path: "/notes", reads: "X-Total-Count" },
  { ...plain, title: "PUT /notes/1 with JSON", path: "/notes/1", ...json, method: "PUT" },
  { ...plain, title: "GET /notes, reads X-Served-By", path: "/notes", reads: "X-Served-By" },
  { ...plain, title: "GET /notes with X-Api-Version", path: "/notes", headers: { "X-Api-Version": "2" } },
  { ...plain, title: "GET /notes with X-Debug", path: "/notes", headers: { "X-Debug": "1" } },
  { ...plain, title: "DELETE /notes/1", path: "/notes/1", method: "DELETE" },
  { ...plain, title: "patch /notes/1, in lower case", path: "/notes/1", ...json, method: "patch" },
  { ...plain, title: "OPTIONS /notes, for the handler", path: "/notes", method: "OPTIONS" },
  { ...plain, title: "POST /session, sets a cookie", path: "/session", method: "POST", credentials: "include" },
  { ...plain, title: "GET /session with the cookie", path: "/session", credentials: "include" },
  { ...plain, title: "GET /crash, the handler throws", path: "/crash" },
];

/** What a browser makes of a request. */
export interface Prediction {
  /** What the page sees: `blocked`, or `shared` with the status. */
  readonly outcome: string;
  /** Why it is blocked; a page cannot find that out. */
  readonly reason: string;
  readonly preflighted: boolean;
}

/** A simulated browser with a page of `pageOrigin` open. It sends real requests to the API, and judges the answers. */
export function openPage(pageOrigin: string, apiOrigin: string): (asked: DemoRequest) => Promise<Prediction> {
  let cookie: string | undefined;

  return async ({ path, reads, title: _, ...init }) => {
    const network = async (request: Request): Promise<Response> => {
      // The simulated browser has no cookies; none goes with a preflight in any case (#cors-preflight-fetch-0).
      const withCookies = init.credentials === "include" && !request.headers.has("Access-Control-Request-Method");
      if (withCookies && cookie) request.headers.set("Cookie", cookie);
      const response = await fetch(request);
      if (withCookies) cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
      return response;
    };
    const page = createBrowser({ origin: pageOrigin, network });
    const seen = await page.fetch(apiOrigin + path, init).catch((error: unknown) => error);
    const preflighted = page.log.some(({ kind }) => kind === "preflight");
    if (seen instanceof BlockedError) return { outcome: "blocked", reason: seen.code, preflighted };
    if (!(seen instanceof Response)) throw seen;
    const header = reads ? `, ${reads} ${seen.headers.has(reads) ? "readable" : "hidden"}` : "";
    return { outcome: `shared ${seen.status}${header}`, reason: "", preflighted };
  };
}
