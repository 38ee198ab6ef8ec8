import { createBrowser } from "@fetch-cors/browser";
import type { Answer } from "../transport/answer.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import type { PageRequest } from "./page-request.ts";
import { RecordedNetwork, type Send } from "./recorded-network.ts";

/** An origin that no server has a reason to allow. */
export const OTHER_ORIGIN = "https://fetch-cors.example";

/** A path that no server is likely to have. */
const MISSING_PATH = "fetch-cors-missing";

/** A method that changes nothing, that few servers have a route for, and that HTTP parsers accept. */
const UNREGISTERED_METHOD = "SEARCH";

/** Whether the page can read an error response. */
interface ErrorProbe {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly isReadable: boolean;
}

/** The results of further requests. */
export interface Probes {
  /** The same request from a page with a different origin. */
  readonly otherOrigin: Evaluation | undefined;
  /** The response to the same request without `Origin`. */
  readonly withoutOrigin: Answer | undefined;
  readonly errors: readonly ErrorProbe[];
}

const SAFE = /^(?:GET|HEAD|OPTIONS)$/;

/** Sends one request from the page, and reports it if the response is an error. */
async function probeError(
  { credentials, cookie }: PageRequest,
  {
    method,
    url,
    origin,
    send,
  }: { readonly method: string; readonly url: string; readonly origin: string; readonly send: Send },
): Promise<ErrorProbe[]> {
  let status = 0;
  const page = createBrowser({
    origin,
    network: async (request) => {
      // Only the error response matters, so every preflight is allowed.
      if (request.method === "OPTIONS") {
        const headers = [
          ["Access-Control-Allow-Origin", origin],
          ["Access-Control-Allow-Credentials", "true"],
          ["Access-Control-Allow-Methods", method],
        ] as const;
        return { status: 204, headers };
      }
      if (cookie && request.credentials === "include") request.headers.set("Cookie", cookie);
      const answer = await send(request);
      status = answer.status;
      return answer;
    },
  });
  await page.fetch(url, { method, credentials }).catch(() => undefined);
  const exchange = page.log.at(-1);
  if (status < 400 || !exchange) return [];
  return [{ method, url, status, isReadable: exchange.verdict === "shared" }];
}

/** Sends further requests with safe methods, and one with an unregistered method if `isUnsafeAllowed` is true. */
export async function probe(
  request: PageRequest,
  {
    origin,
    send,
    isUnsafeAllowed,
  }: { readonly origin: string; readonly send: Send; readonly isUnsafeAllowed: boolean },
): Promise<Probes> {
  const { url, method, headers, cookie } = request;
  const isSafe = SAFE.test(method);
  const network = new RecordedNetwork(async (sent) => {
    if (!SAFE.test(sent.method)) throw new Error("A probe sends safe methods only");
    return send(sent);
  });
  const missing = new URL(url);
  missing.pathname = `${missing.pathname.replace(/\/$/, "")}/${MISSING_PATH}`;
  missing.search = "";
  const ignoreError = () => undefined;
  const plain = new Request(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    redirect: "manual",
  });
  if (cookie && request.credentials === "include") plain.headers.set("Cookie", cookie);
  const [otherOrigin, withoutOrigin, ...errors] = await Promise.all([
    evaluate({ request, origin: OTHER_ORIGIN, engine: "standard" }, network).catch(ignoreError),
    isSafe ? send(plain).catch(ignoreError) : undefined,
    probeError(request, { method: "GET", url: missing.href, origin, send }),
    isUnsafeAllowed ? probeError(request, { method: UNREGISTERED_METHOD, url, origin, send }) : [],
  ]);
  return { otherOrigin, withoutOrigin, errors: errors.flat() };
}
