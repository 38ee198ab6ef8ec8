/** The requests from the page to the API, and their results in a browser. */
import { BlockedError, createBrowser } from "@fetch-cors/browser";

/** A request of the page, which runs the same list. */
interface DemoRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "include";
  readonly title: string;
  readonly path: string;
  readonly body?: string;
  /** A response header that the page tries to read. */
  readonly reads?: string;
}

const plain = { method: "GET", headers: {}, credentials: "omit" } as const;
const json = { headers: { "Content-Type": "application/json" }, body: '{"text":"cheese"}' };

export const REQUESTS: readonly DemoRequest[] = [
  { ...plain, title: "GET /status, for every page", path: "/status" },
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

/** The result of a request in a browser. */
export interface Prediction {
  /** The result that the page observes: `blocked`, or `shared` with the status. */
  readonly outcome: string;
  /** Why the request is blocked, which a page cannot find out. */
  readonly reason: string;
  readonly preflighted: boolean;
}

/** A simulated browser with a page of `pageOrigin`. It sends real requests to the API, and evaluates the responses. */
export function openPage(pageOrigin: string, apiOrigin: string): (request: DemoRequest) => Promise<Prediction> {
  let cookie: string | undefined;

  return async ({ path, reads, title: _, ...init }) => {
    const network = async (request: Request): Promise<Response> => {
      // The simulated browser has no cookie here, and a preflight never has one (#cors-preflight-fetch-0).
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
