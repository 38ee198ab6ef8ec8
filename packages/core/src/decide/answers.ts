import type { NormalizedCorsOptions } from "../policy/options.ts";
import { allowHeaders } from "./allow-headers.ts";
import { allowMethods } from "./allow-methods.ts";
import { allowCredentials, allowOrigin } from "./allow-origin.ts";
import { exposeHeaders, exposesAll } from "./expose-headers.ts";
import { maxAge } from "./max-age.ts";
import { type AnswerInit, PreparedAnswer } from "./prepared-answer.ts";
import { VARY_NOTHING, VARY_OPTIONS_METHOD, VARY_ORIGIN } from "./vary.ts";

/** The prepared answers to one kind of request: for an allowed origin, and for any other origin or none. */
export interface AnswerPair {
  readonly allowed: PreparedAnswer;
  readonly denied: PreparedAnswer;
}

/**
 * The prepared answers of a policy to each kind of request. A prepared answer is the part of a response that the policy
 * determines.
 */
export interface Answers {
  readonly preflight: AnswerPair;
  /** For OPTIONS requests that are not preflights. */
  readonly plainOptions: AnswerPair;
  readonly otherMethods: AnswerPair;
}

/**
 * Prepares the answers of a policy: the server's side of the CORS protocol. See
 * https://fetch.spec.whatwg.org/#http-cors-protocol.
 *
 * `Vary` is the same for an allowed origin, a denied origin, and no origin. Otherwise a shared cache would send the
 * response for one origin to another. See https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches.
 */
export function prepareAnswers(options: NormalizedCorsOptions): Answers {
  const methods = allowMethods(options);
  const headers = allowHeaders(options);
  const preflight: AnswerInit = {
    status: options.preflightStatus,
    headers: [allowOrigin(options), allowCredentials(options), methods.header, headers.header, maxAge(options)],
    vary: VARY_OPTIONS_METHOD,
    findDenial(_origin, requestHeaders) {
      const method = methods.firstDenied(requestHeaders);
      if (method !== undefined) return { reason: "method", name: method };
      const header = headers.firstDenied(requestHeaders);
      return header === undefined ? undefined : { reason: "header", name: header };
    },
  };
  const actual: AnswerInit = {
    headers: [allowOrigin(options), allowCredentials(options), exposeHeaders(options)],
    vary: options.origin === "*" ? VARY_NOTHING : VARY_ORIGIN,
    exposesAll: exposesAll(options),
  };
  return {
    preflight: { allowed: new PreparedAnswer(preflight), denied: DENIED_PREFLIGHT },
    plainOptions: { allowed: new PreparedAnswer({ ...actual, vary: VARY_OPTIONS_METHOD }), denied: DENIED_OPTIONS },
    otherMethods: { allowed: new PreparedAnswer(actual), denied: DENIED },
  };
}

const denyOrigin: AnswerInit["findDenial"] = (origin) => ({ reason: "origin", name: origin ?? "" });

// All policies share these answers. This is safe, because nothing in them depends on a policy or a request.
const DENIED_PREFLIGHT = /* @__PURE__ */ new PreparedAnswer({
  status: 403,
  vary: VARY_OPTIONS_METHOD,
  findDenial: denyOrigin,
});
const DENIED_OPTIONS = /* @__PURE__ */ new PreparedAnswer({ vary: VARY_OPTIONS_METHOD, findDenial: denyOrigin });
const DENIED = /* @__PURE__ */ new PreparedAnswer({ vary: VARY_ORIGIN, findDenial: denyOrigin });
