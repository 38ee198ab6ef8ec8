import {
  HEADER_LIST_REGEX,
  MAX_ECHO_LENGTH,
  METHOD_REGEX,
  NEVER_ECHOED_METHOD_REGEX,
  neverEchoedListRegex,
} from "../echo-regex.ts";
import { MAX_ORIGIN_LENGTH, originRegex } from "../origin-regex.ts";
import { type AllowedOrigins, type PolicyDescription, VARY_OPTIONS, varyOf } from "../policy-description.ts";
import { allowHeadersValue, allowMethodsValue, beforeEcho, exposeHeadersValue } from "../response-headers.ts";

const block = (head: string, lines: readonly string[]): string =>
  `${head} {\n${lines.map((line) => `\t${line}\n`).join("")}}\n`;

/** A `map`. Several lines of one request header are joined with commas. */
const requestMap = (header: string, variable: string, lines: readonly string[]): string =>
  block(`map {http.request.header.${header}} {${variable}}`, [...lines, 'default ""']);

/** Sets headers when the response is sent, because an upstream's headers are added later. */
const deferred = (matcher: string, lines: readonly string[]): string =>
  block(`header ${matcher}`.trim(), ["defer", ...lines]);

const isOptions = "method OPTIONS";
const isPreflight = [isOptions, "header Origin *", "header Access-Control-Request-Method *"];

/**
 * The allowed origin. A map is searched each time that its variable is read, so a second variable stores the result.
 */
const originOf = (name: string): string => `{http.vars.${name}_origin}`;

/** Matches an allowed origin. No pattern matches a longer one, but a listed origin can have any length. */
function isAllowed({ origins }: PolicyDescription, name: string): readonly string[] {
  if (origins === "*") return [];
  const origin = originOf(name);
  const long = origins.exact.filter((one) => one.length > MAX_ORIGIN_LENGTH).map((one) => ` || ${origin} == "${one}"`);
  return [expression(`${origin} != "" && (${origin}.size() <= ${MAX_ORIGIN_LENGTH}${long.join("")})`)];
}

/** A condition in CEL. */
const expression = (condition: string): string => `expression \`${condition}\``;

/** Matches an allowed preflight with something to echo. */
const isEchoed = (
  description: PolicyDescription,
  header: string,
  name: string,
  variable: string,
): readonly string[] => {
  const [value, echoed] = [`{http.request.header.${header}}`, `{${name}_${variable}}`];
  const condition = `${echoed} != "" && ${value}.size() <= ${MAX_ECHO_LENGTH}`;
  // There is no echo for origin "*", so the origin always has a condition of its own.
  return [...isPreflight, ...isAllowed(description, name).map((allowed) => allowed.replace("`", `\`${condition} && `))];
};

/** Responds to preflights, and sets the headers of every response. */
export function caddySite(description: PolicyDescription, name: string): string {
  const { methods, requestHeaders } = description;
  return [
    ...maps(description, name),
    block(`@${name}_preflight`, isPreflight),
    block(`@${name}_answer`, [...isPreflight, ...isAllowed(description, name)]),
    ...(methods.echoes
      ? [block(`@${name}_method`, isEchoed(description, "Access-Control-Request-Method", name, "method"))]
      : []),
    ...(requestHeaders.echoes
      ? [block(`@${name}_headers`, isEchoed(description, "Access-Control-Request-Headers", name, "headers"))]
      : []),
    "# CORS headers. Each block wraps the next, so the last one runs first.",
    ...headers(description, name, ""),
    ...preflightHeaders(description, name),
    ...vary(description, name, ""),
    "# Remove the CORS headers of the upstream",
    deferred("", ["-Access-Control-*"]),
    "# CORS-preflight requests",
    `respond @${name}_answer ${description.preflightStatus}\nrespond @${name}_preflight 403\n`,
  ].join("\n");
}

/** Sets the headers of error responses that Caddy generates. */
export const caddyErrors = (description: PolicyDescription, name: string): string =>
  [...headers(description, name, "error_"), ...vary(description, name, "error_")].join("\n");

function maps({ origins, methods, requestHeaders }: PolicyDescription, name: string): readonly string[] {
  const echo = (regex: string, never: string): readonly string[] => [`"~${never}" ""`, `"~${regex}" "\${0}"`];
  return [
    ...(origins === "*" ? [] : originMap(origins, name)),
    ...(methods.echoes
      ? [requestMap("Access-Control-Request-Method", `${name}_method`, echo(METHOD_REGEX, NEVER_ECHOED_METHOD_REGEX))]
      : []),
    ...(requestHeaders.echoes
      ? [
          requestMap(
            "Access-Control-Request-Headers",
            `${name}_headers`,
            echo(HEADER_LIST_REGEX, neverEchoedListRegex(requestHeaders.listed)),
          ),
        ]
      : []),
  ];
}

function originMap({ exact, patterns }: AllowedOrigins, name: string): readonly string[] {
  return [
    "# The origin, if it is allowed",
    requestMap("Origin", `${name}_mapped`, [
      ...exact.map((origin) => `"${origin}" "${origin}"`),
      ...patterns.map((pattern) => `"~${originRegex(pattern)}" "\${0}"`),
    ]),
    `vars ${name}_origin {${name}_mapped}\n`,
  ];
}

/** The headers for both preflights and other requests, and the exposed header names. */
function headers(description: PolicyDescription, name: string, prefix: string): readonly string[] {
  const { origins, credentials } = description;
  const exposed = exposeHeadersValue(description);
  const allowed = `@${name}_${prefix}allowed`;
  const actual = `@${name}_${prefix}actual`;
  return [
    ...(origins === "*" ? [] : [block(allowed, isAllowed(description, name))]),
    deferred(origins === "*" ? "" : allowed, [
      `Access-Control-Allow-Origin ${origins === "*" ? "*" : originOf(name)}`,
      ...(credentials ? ["Access-Control-Allow-Credentials true"] : []),
    ]),
    ...(exposed
      ? [
          block(actual, [
            block(
              "not",
              isPreflight.map((line) => line),
            )
              .trimEnd()
              .replaceAll("\n", "\n\t"),
            ...isAllowed(description, name),
          ]),
          deferred(actual, [`Access-Control-Expose-Headers "${exposed}"`]),
        ]
      : []),
  ];
}

function preflightHeaders(description: PolicyDescription, name: string): readonly string[] {
  const { methods, requestHeaders, maxAge } = description;
  const allowHeaders = allowHeadersValue(description);
  // The first block runs last, so it replaces the list without the echo.
  return [
    ...(methods.echoes
      ? [deferred(`@${name}_method`, [`Access-Control-Allow-Methods "${beforeEcho(methods.listed)}{${name}_method}"`])]
      : []),
    ...(requestHeaders.echoes
      ? [
          deferred(`@${name}_headers`, [
            `Access-Control-Allow-Headers "${beforeEcho(requestHeaders.listed)}{${name}_headers}"`,
          ]),
        ]
      : []),
    deferred(`@${name}_answer`, [
      `Access-Control-Allow-Methods "${allowMethodsValue(description)}"`,
      ...(allowHeaders ? [`Access-Control-Allow-Headers "${allowHeaders}"`] : []),
      `Access-Control-Max-Age ${maxAge}`,
    ]),
  ];
}

/** Merges names into `Vary`: removes them from its value first, then adds them. A `*` stays. */
function vary(description: PolicyDescription, name: string, prefix: string): readonly string[] {
  const options = `@${name}_${prefix}options`;
  const others = varyOf(description);
  const merge = (matcher: string, names: readonly string[]): readonly string[] => [
    // Runs only if there is no Vary.
    block(`header ${matcher}`.trim(), [`?Vary "${names.join(", ")}"`]),
    deferred(matcher, [
      ...names.map((one) => `Vary "(?i)(^|,)[ \\t]*${one}[ \\t]*(?:,|$)" "$1"`),
      `Vary "^([^*]*|.*\\*.*[^* \\t].*|.*[^* \\t].*\\*.*)$" "$1, ${names.join(", ")}"`,
      // Caddy 2.6 does not accept an empty replacement.
      'Vary "^[ \\t,]+(.*)$" "$1"',
    ]),
  ];
  const unlike = `@${name}_${prefix}others`;
  return [
    "# Vary",
    block(options, [isOptions]),
    ...merge(options, VARY_OPTIONS),
    ...(others.length > 0 ? [block(unlike, [`not ${isOptions}`]), ...merge(unlike, others)] : []),
  ];
}
