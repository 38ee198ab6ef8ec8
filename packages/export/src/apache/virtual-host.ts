import {
  MAX_ECHO_LENGTH,
  METHOD_REGEX,
  NEVER_ECHOED_METHOD_REGEX,
  neverEchoedListRegex,
  POSSESSIVE_HEADER_LIST_REGEX,
} from "../echo-regex.ts";
import { literal, MAX_ORIGIN_LENGTH, originRegex } from "../origin-regex.ts";
import { type PolicyDescription, VARY_OPTIONS, varyOf } from "../policy-description.ts";
import {
  allowHeadersValue,
  allowMethodsValue,
  beforeEcho,
  CORS_RESPONSE_HEADERS,
  exposeHeadersValue,
} from "../response-headers.ts";

interface ApacheContext {
  readonly description: PolicyDescription;
  /** The prefix of the environment variables. */
  readonly name: string;
  /** The DBM file with the exact origins, if there are many. */
  readonly database: string | undefined;
}

const upTo = (most: number, regex: string): string => `^(?=.{0,${most}}\\z)${regex.replace(/^\^/, "")}`;

/** Sets environment variables: the allowed origin, the kind of request, and the names that can be echoed. */
export function apacheOrigins({ description, name, database }: ApacheContext): string {
  const { origins, methods, requestHeaders } = description;
  const set = (header: string, regex: string, variable: string): string => `SetEnvIf ${header} "${regex}" ${variable}`;
  const allowed =
    origins === "*"
      ? [set("Request_Method", ".", `${name}_origin=*`)]
      : [
          ...(database
            ? [set("Origin", "^[!-~]+\\z", `${name}_key=$0`)]
            : origins.exact.map((origin) => set("Origin", `^${literal(origin)}\\z`, `${name}_origin=$0`))),
          ...origins.patterns.map((pattern) =>
            set("Origin", upTo(MAX_ORIGIN_LENGTH, originRegex(pattern)), `${name}_origin=$0`),
          ),
        ];
  const method = "Access-Control-Request-Method";
  const headers = "Access-Control-Request-Headers";
  const echoes = [
    ...(methods.echoes
      ? [
          set(method, upTo(MAX_ECHO_LENGTH, METHOD_REGEX), `${name}_method=$0`),
          set(method, NEVER_ECHOED_METHOD_REGEX, `!${name}_method`),
        ]
      : []),
    ...(requestHeaders.echoes
      ? [
          set(headers, upTo(MAX_ECHO_LENGTH, POSSESSIVE_HEADER_LIST_REGEX), `${name}_headers=$0`),
          set(headers, neverEchoedListRegex(requestHeaders.listed), `!${name}_headers`),
        ]
      : []),
  ];
  return `# The origin, if it is allowed
${allowed.join("\n")}

# The kind of request. req_novary() is used because a condition with req() adds the header name to Vary.
SetEnvIf Request_Method "^OPTIONS\\z" ${name}_options=1
SetEnvIfExpr "reqenv('${name}_options') == '1' && -n req_novary('Origin') && -n req_novary('${method}')" ${name}_preflight=1
${echoes.length > 0 ? `\n# The names that the preflight response echoes\n${echoes.join("\n")}\n` : ""}
# An internal redirect, for example to an error document, is a GET
<Location "/">
    SetEnvIfExpr "reqenv('REDIRECT_${name}_options') == '1'" ${name}_options=1
</Location>
`;
}

/**
 * Responds to preflights before authentication. The 403 has a text of its own, so that the user's `ErrorDocument` does
 * not replace it.
 */
export function apachePreflight({ description, name, database }: ApacheContext): string {
  const lookup = database
    ? `RewriteMap ${name}_origins "dbm=sdbm:${database}"
RewriteCond %{ENV:${name}_key} .
RewriteCond \${${name}_origins:%{ENV:${name}_key}} =1
RewriteRule ^ - [E=${name}_origin:%{ENV:${name}_key}]
`
    : "";
  return `# CORS-preflight requests
RewriteEngine On
${lookup}RewriteCond %{ENV:${name}_preflight} =1
RewriteCond %{ENV:${name}_origin} .
RewriteRule ^ - [R=${description.preflightStatus},L,E=${name}_answer:1]
RewriteCond %{ENV:${name}_preflight} =1
RewriteRule ^ - [F]
<If "reqenv('${name}_preflight') == '1'">
    ErrorDocument 403 "The CORS policy does not allow this origin"
</If>
`;
}

/** Sets the CORS headers on every response, including errors, and removes those of an upstream. */
export function apacheHeaders({ description, name }: ApacheContext): string {
  const { credentials, methods, requestHeaders, maxAge } = description;
  const always = (header: string, value: string, variable: string): string =>
    `Header always set ${header} "${value}" env=${name}_${variable}`;
  const allowHeaders = allowHeadersValue(description);
  const exposed = exposeHeadersValue(description);
  const lines = [
    always("Access-Control-Allow-Origin", `%{${name}_origin}e`, "origin"),
    ...(credentials ? [always("Access-Control-Allow-Credentials", "true", "origin")] : []),
    always("Access-Control-Allow-Methods", allowMethodsValue(description), "answer"),
    ...(methods.echoes
      ? [echoLine("Access-Control-Allow-Methods", `${beforeEcho(methods.listed)}%{${name}_method}e`, "method", name)]
      : []),
    ...(allowHeaders ? [always("Access-Control-Allow-Headers", allowHeaders, "answer")] : []),
    ...(requestHeaders.echoes
      ? [
          echoLine(
            "Access-Control-Allow-Headers",
            `${beforeEcho(requestHeaders.listed)}%{${name}_headers}e`,
            "headers",
            name,
          ),
        ]
      : []),
    always("Access-Control-Max-Age", String(maxAge), "answer"),
    ...(exposed
      ? [
          `Header always set Access-Control-Expose-Headers "${exposed}" "expr=reqenv('${name}_origin') != '' && reqenv('${name}_preflight') != '1'"`,
        ]
      : []),
  ];
  const others = varyOf(description);
  const vary = [
    ...VARY_OPTIONS.map((one) => varyLine(one, others.includes(one) ? "" : `reqenv('${name}_options') == '1' && `)),
  ];
  return `# Remove the CORS headers of the upstream
${CORS_RESPONSE_HEADERS.flatMap((header) => [`Header unset ${header}`, `Header always unset ${header}`]).join("\n")}

# CORS headers, also on errors
${lines.join("\n")}

# Vary, unless it already contains the name
${vary.join("\n")}
`;
}

const echoLine = (header: string, value: string, variable: string, name: string): string =>
  `Header always set ${header} "${value}" "expr=reqenv('${name}_answer') == '1' && reqenv('${name}_${variable}') != ''"`;

/** `merge` alone ignores the header of an upstream, which is in a different table. */
const varyLine = (name: string, condition: string): string =>
  `Header always merge Vary ${name} "expr=${condition}! (resp('Vary') =~ /^\\s*\\*\\s*$/ || resp('Vary') =~ /(^|,)\\s*${name}\\s*(,|$)/i)"`;
