import type { NormalizedCorsOptions } from "../policy/options.ts";
import { allowHeadersHeader } from "./allow-headers.ts";
import { allowMethodsHeader } from "./allow-methods.ts";
import { allowCredentialsHeader, allowOriginHeader } from "./allow-origin.ts";
import { exposeHeadersHeader, exposesAll } from "./expose-headers.ts";
import { maxAgeHeader } from "./max-age.ts";
import { type AnswerInit, PreparedAnswer } from "./prepared-answer.ts";
import { VARY_NOTHING, VARY_OF_OPTIONS_REQUESTS, VARY_ORIGIN } from "./vary.ts";

/** The two prepared answers to one kind of request. Under `"*"`, every request gets `allowed`. */
export interface AnswersByOrigin {
  /** For an allowed origin, even if the method or a header of the preflight is denied. */
  readonly allowed: PreparedAnswer;
  /** For a denied origin, and for no origin. */
  readonly denied: PreparedAnswer;
}

/**
 * The prepared answers of a policy to each kind of request. A prepared answer is the part of a response that the policy
 * determines.
 */
interface Answers {
  readonly preflight: AnswersByOrigin;
  /** For OPTIONS requests that are not preflights. */
  readonly nonPreflightOptions: AnswersByOrigin;
  /** For requests with another method than OPTIONS. */
  readonly otherMethods: AnswersByOrigin;
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
    vary: VARY_OF_OPTIONS_REQUESTS,
    // A denied method or header changes the decision, but not the response. The browser itself looks for the requested
    // names in the lists of the response.
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
      allowed: new PreparedAnswer({ ...actual, vary: VARY_OF_OPTIONS_REQUESTS }),
      denied: DENIED_NON_PREFLIGHT_OPTIONS,
    },
    otherMethods: { allowed: new PreparedAnswer(actual), denied: DENIED_OTHER_METHODS },
  };
}

const denyOrigin: AnswerInit["findDenial"] = (origin) => ({ reason: "origin", name: origin ?? "" });

// Requests from denied origins, and requests without `Origin`, get these answers. All policies share them. This is
// safe, because nothing in them depends on a policy or a request.
const DENIED_PREFLIGHT = /* @__PURE__ */ new PreparedAnswer({
  status: 403,
  vary: VARY_OF_OPTIONS_REQUESTS,
  findDenial: denyOrigin,
});
const DENIED_NON_PREFLIGHT_OPTIONS = /* @__PURE__ */ new PreparedAnswer({
  vary: VARY_OF_OPTIONS_REQUESTS,
  findDenial: denyOrigin,
});
const DENIED_OTHER_METHODS = /* @__PURE__ */ new PreparedAnswer({ vary: VARY_ORIGIN, findDenial: denyOrigin });
