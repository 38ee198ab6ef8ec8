import type { NormalizedCorsOptions } from "../policy/options.ts";
import { allowHeadersHeader } from "./allow-headers.ts";
import { allowMethodsHeader } from "./allow-methods.ts";
import { allowCredentialsHeader, allowOriginHeader } from "./allow-origin.ts";
import { exposeHeadersHeader, exposesAll } from "./expose-headers.ts";
import { maxAgeHeader } from "./max-age.ts";
import { type AnswerInit, PreparedAnswer } from "./prepared-answer.ts";
import { VARY_NOTHING, VARY_OPTIONS_METHOD, VARY_ORIGIN } from "./vary.ts";

/**
 * The two prepared answers to one kind of request: for an allowed origin, and for a denied origin. A request without an
 * origin gets `denied`, except under `"*"`, where every request gets `allowed`.
 */
export interface AnswerPair {
  readonly allowed: PreparedAnswer;
  readonly denied: PreparedAnswer;
}

/**
 * The prepared answers of a policy to each kind of request. A prepared answer is the part of a response that the policy
 * determines.
 */
interface Answers {
  readonly preflight: AnswerPair;
  /** For OPTIONS requests that are not preflights. */
  readonly nonPreflightOptions: AnswerPair;
  readonly otherMethods: AnswerPair;
}

/**
 * Prepares the answers of a policy: the server's side of the CORS protocol. See
 * https://fetch.spec.whatwg.org/#http-cors-protocol.
 *
 * `Vary` is the same for an allowed origin, a denied origin, and no origin. Otherwise a shared cache would send the
 * response for one origin to another. See https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches. Under `"*"`, no
 * origin is denied, and responses to other methods than OPTIONS do not vary.
 */
export function prepareAnswers(options: NormalizedCorsOptions): Answers {
  const allowOrigin = allowOriginHeader(options);
  const allowCredentials = allowCredentialsHeader(options);
  const allowMethods = allowMethodsHeader(options);
  const allowHeaders = allowHeadersHeader(options);
  const preflight: AnswerInit = {
    status: options.preflightStatus,
    headers: [allowOrigin, allowCredentials, allowMethods.header, allowHeaders.header, maxAgeHeader(options)],
    vary: VARY_OPTIONS_METHOD,
    findDenial(_origin, requestHeaders) {
      const method = allowMethods.findDenied(requestHeaders);
      if (method !== undefined) return { reason: "method", name: method };
      const header = allowHeaders.findDenied(requestHeaders);
      return header === undefined ? undefined : { reason: "header", name: header };
    },
  };
  const actual: AnswerInit = {
    headers: [allowOrigin, allowCredentials, exposeHeadersHeader(options)],
    vary: options.origin === "*" ? VARY_NOTHING : VARY_ORIGIN,
    exposesAll: exposesAll(options),
  };
  return {
    preflight: { allowed: new PreparedAnswer(preflight), denied: DENIED_PREFLIGHT },
    nonPreflightOptions: {
      allowed: new PreparedAnswer({ ...actual, vary: VARY_OPTIONS_METHOD }),
      denied: DENIED_OPTIONS_METHOD,
    },
    otherMethods: { allowed: new PreparedAnswer(actual), denied: DENIED_OTHER_METHODS },
  };
}

const denyOrigin: AnswerInit["findDenial"] = (origin) => ({ reason: "origin", name: origin ?? "" });

// All policies share these answers. This is safe, because nothing in them depends on a policy or a request.
const DENIED_PREFLIGHT = /* @__PURE__ */ new PreparedAnswer({
  status: 403,
  vary: VARY_OPTIONS_METHOD,
  findDenial: denyOrigin,
});
const DENIED_OPTIONS_METHOD = /* @__PURE__ */ new PreparedAnswer({ vary: VARY_OPTIONS_METHOD, findDenial: denyOrigin });
const DENIED_OTHER_METHODS = /* @__PURE__ */ new PreparedAnswer({ vary: VARY_ORIGIN, findDenial: denyOrigin });
