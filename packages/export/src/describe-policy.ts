import { type CorsOptions, type CorsPolicy, definePolicy, type NormalizedCorsOptions } from "@fetch-cors/core";
import { type Refuse, refusing } from "./export-error.ts";
import { type OriginPattern, readSafeOrigin } from "./origin-pattern.ts";
import type { AllowedNames, PolicyDescription } from "./policy-description.ts";

/** A compiled policy, or its options. A function that returns the policy for each request is refused. */
export type ExportablePolicy = CorsPolicy | CorsOptions;

/**
 * Header names and methods with other characters could end a string or start a variable in a configuration language.
 */
const SAFE_NAME = /^(?:[A-Za-z0-9_.-]+|\*)$/;

/**
 * Describes a policy as data, from which all configurations are generated.
 *
 * It reads only `policy.options`, so the policy may be from a different copy of core.
 *
 * @param policy - A compiled policy, or its options.
 * @returns The origins, patterns, lists and other settings, with safe characters only.
 * @throws {ExportError} With every reason why no server can apply the policy: a predicate, a policy function, an origin
 * or a name with unsafe characters.
 * @throws {CorsConfigError} If `definePolicy` refuses the options.
 *
 * @example
 * ```ts
 * import { definePolicy, describePolicy } from "@fetch-cors/export";
 *
 * const policy = definePolicy({ origin: ["https://app.example.com", "http://localhost:*"], methods: ["GET", "PUT"] });
 * const { origins, methods } = describePolicy(policy);
 * origins === "*" ? [] : origins.exact; // → ["https://app.example.com"]
 * methods; // → { listed: ["GET", "PUT"], echoes: false }
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function describePolicy(policy: ExportablePolicy): PolicyDescription {
  return refusing(undefined, (refuse) => readPolicy(policy, refuse));
}

/**
 * Describes a policy, and records every reason why it cannot be exported. If there is such a reason, the description is
 * unusable.
 */
export function readPolicy(policy: unknown, refuse: Refuse): PolicyDescription {
  if (typeof policy === "function") {
    refuse("policy-function", "policy", policy, "A server cannot call a function; export each policy that it returns");
    return NOTHING;
  }
  const isCompiled = typeof (policy as Partial<CorsPolicy> | null | undefined)?.decide === "function";
  const { options } = isCompiled ? (policy as CorsPolicy) : definePolicy(policy as CorsOptions);
  if (typeof options !== "object" || options === null) {
    refuse("missing-options", "policy.options", options, "This policy has no options; compile it with definePolicy");
    return NOTHING;
  }
  const { credentials } = options;
  const origins = readOrigins(options.origin, refuse);
  const methods = allowedNames("methods", options.methods, credentials, refuse);
  const requestHeaders = allowedNames("allowedHeaders", options.allowedHeaders, credentials, refuse);
  const exposed = safeNames("exposedHeaders", options.exposedHeaders, refuse);
  return {
    origins,
    credentials,
    methods,
    requestHeaders,
    exposedHeaders: {
      listed: credentials ? exposed.filter((name) => name !== "*") : exposed,
      all: credentials && exposed.includes("*"),
    },
    maxAge: wholeNumber("maxAge", options.maxAge, [0, 86_400], refuse),
    preflightStatus: wholeNumber("preflightStatus", options.preflightStatus, [200, 299], refuse),
  };
}

/** The description of a policy that cannot be read. */
const NOTHING: PolicyDescription = {
  origins: { exact: [], patterns: [] },
  credentials: false,
  methods: { listed: [], echoes: false },
  requestHeaders: { listed: [], echoes: false },
  exposedHeaders: { listed: [], all: false },
  maxAge: 0,
  preflightStatus: 204,
};

function readOrigins(option: NormalizedCorsOptions["origin"], refuse: Refuse): PolicyDescription["origins"] {
  if (option === "*") return "*";
  if (typeof option === "function") {
    refuse("predicate", "origin", option, "A server cannot call a predicate; list the origins, or write patterns");
    return NOTHING.origins;
  }
  const exact: string[] = [];
  const patterns: OriginPattern[] = [];
  option.forEach((entry, index) => {
    const read = readSafeOrigin(entry);
    if (!read) {
      const message = `${JSON.stringify(entry)} has characters that a server can interpret as syntax; remove it`;
      refuse("unsafe-origin", `origin[${index}]`, entry, message);
    } else if (read.subdomains || read.port === "*") patterns.push(read);
    else exact.push(entry);
  });
  return { exact, patterns };
}

function safeNames(option: string, names: readonly string[], refuse: Refuse): readonly string[] {
  names.forEach((name, index) => {
    if (SAFE_NAME.test(name)) return;
    const message = `${JSON.stringify(name)} has characters that a server can interpret as syntax; remove it`;
    refuse("unsafe-name", `${option}[${index}]`, name, message);
  });
  return names;
}

function allowedNames(option: string, names: readonly string[], credentials: boolean, refuse: Refuse): AllowedNames {
  const echoes = credentials && names.includes("*");
  const safe = safeNames(option, names, refuse);
  return { listed: echoes ? safe.filter((name) => name !== "*") : safe, echoes };
}

/** Core checks its own numbers. A policy from a different library can have any number. */
function wholeNumber(option: string, value: unknown, [least, most]: readonly [number, number], refuse: Refuse): number {
  const isValid = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  if (!isValid) refuse("out-of-range", option, value, `Write a whole number from ${least} to ${most}`);
  return value as number;
}
