import * as core from "@fetch-cors/core";

/** Core's `withCors`, for arguments whose types are known only at run time. */
const withCors: (handler: unknown, ...policyAndHooks: readonly unknown[]) => LateAnswer = core.withCors as never;

/** The option of the runtime that answers an error. */
export type ErrorOption = (this: unknown, error: unknown) => unknown;
type LateAnswer = (request: Request, error: unknown, self: unknown) => unknown;

/**
 * Wraps the option of the runtime that answers an error, for errors after the policy. The runtime itself calls it then.
 *
 * There is no request. The policy therefore answers as for a request without `Origin`. A policy function cannot choose
 * without a request, so no origin is allowed.
 */
export function answerLateError(answerError: ErrorOption, policy: unknown): ErrorOption {
  const answer = withCors(
    (_request: Request, error: unknown, self: unknown) => answerError.call(self, error),
    typeof policy === "function" ? { origin: () => false } : policy,
    { onError: "throw" },
  );
  return function (error) {
    return answer(new Request("http://localhost/"), error, this);
  };
}
