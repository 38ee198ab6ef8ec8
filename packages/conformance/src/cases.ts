import type { ConformanceCase } from "./case.ts";
import { actualCases } from "./cases/actual.ts";
import { credentialsEchoCases } from "./cases/credentials-echo.ts";
import { errorCases } from "./cases/errors.ts";
import { exposedHeadersCases } from "./cases/exposed-headers.ts";
import { handlerHeadersCases } from "./cases/handler-headers.ts";
import { notCorsCases } from "./cases/not-cors.ts";
import { onDecisionCases } from "./cases/on-decision.ts";
import { onErrorCases } from "./cases/on-error.ts";
import { originCases } from "./cases/origins.ts";
import { patternCases } from "./cases/patterns.ts";
import { plainOptionsCases } from "./cases/plain-options.ts";
import { policyFunctionCases } from "./cases/policy-functions.ts";
import { predicateCases } from "./cases/predicates.ts";
import { preflightCases } from "./cases/preflight.ts";
import { preflightOptionsCases } from "./cases/preflight-options.ts";
import { responseCases } from "./cases/responses.ts";
import { twoPoliciesCases } from "./cases/two-policies.ts";
import { varyCases } from "./cases/vary.ts";
import { wildcardOriginCases } from "./cases/wildcard-origin.ts";

/** The cases that every adapter has to pass, on every runtime. */
export const cases: readonly ConformanceCase[] = [
  ...preflightCases,
  ...preflightOptionsCases,
  ...plainOptionsCases,
  ...actualCases,
  ...notCorsCases,
  ...wildcardOriginCases,
  ...originCases,
  ...patternCases,
  ...predicateCases,
  ...policyFunctionCases,
  ...credentialsEchoCases,
  ...exposedHeadersCases,
  ...varyCases,
  ...handlerHeadersCases,
  ...responseCases,
  ...errorCases,
  ...onErrorCases,
  ...onDecisionCases,
  ...twoPoliciesCases,
];
