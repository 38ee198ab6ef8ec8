import { MAX_ECHO_LENGTH, METHOD_REGEX, neverEchoedElement, POSSESSIVE_HEADER_LIST_REGEX } from "../echo-regex.ts";
import { MAX_ORIGIN_LENGTH, originRegex } from "../origin-regex.ts";
import { type PolicyDescription, VARY_OPTIONS, varyOf } from "../policy-description.ts";
import { allowHeadersValue, allowMethodsValue, beforeEcho, exposeHeadersValue } from "../response-headers.ts";

interface HaproxyContext {
  readonly description: PolicyDescription;
  /** The prefix of ACLs and variables. */
  readonly name: string;
  /** The path of the file with the exact origins, if they are in one. */
  readonly originFile: string | undefined;
}

/** All rules, in the order in which HAProxy runs them. */
export const haproxyRules = (context: HaproxyContext): string =>
  [requestAcls, preflightRules, responseRules].map((rules) => `${rules(context).join("\n")}\n`).join("\n");

const METHOD = "access-control-request-method";
const HEADERS = "access-control-request-headers";

/**
 * ACLs on the request. `req.hdr` splits at commas, and an ACL matches any of several lines, so the ACLs use `req.fhdr`
 * and require one line. String comparison stops at a NUL, so bytes other than visible ASCII are excluded first.
 */
function requestAcls({ description, name, originFile }: HaproxyContext): readonly string[] {
  const { origins, methods, requestHeaders } = description;
  return [
    "# The kind of request, and whether its origin is allowed",
    `acl ${name}_options method OPTIONS`,
    `acl ${name}_has_origin req.fhdr_cnt(origin) gt 0`,
    `acl ${name}_has_method req.fhdr_cnt(${METHOD}) gt 0`,
    ...(origins === "*"
      ? []
      : [
          `acl ${name}_one_origin req.fhdr_cnt(origin) eq 1`,
          `acl ${name}_unsafe_origin req.fhdr(origin) -m reg '[^!-~]'`,
          ...(originFile
            ? [`acl ${name}_listed req.fhdr(origin) -m str -f ${originFile}`]
            : origins.exact.map((origin) => `acl ${name}_listed req.fhdr(origin) -m str ${origin}`)),
          ...(origins.patterns.length > 0 ? [`acl ${name}_short req.fhdr(origin) -m len 0:${MAX_ORIGIN_LENGTH}`] : []),
          ...origins.patterns.map((pattern) => `acl ${name}_covered req.fhdr(origin) -m reg '${originRegex(pattern)}'`),
        ]),
    ...(methods.echoes
      ? [
          `acl ${name}_method req.fhdr_cnt(${METHOD}) eq 1`,
          `acl ${name}_method_short req.fhdr(${METHOD}) -m len 0:${MAX_ECHO_LENGTH}`,
          `acl ${name}_method_token req.fhdr(${METHOD}) -m reg '${METHOD_REGEX}'`,
          `acl ${name}_method_star req.fhdr(${METHOD}) -m str '*'`,
        ]
      : []),
    ...(requestHeaders.echoes
      ? [
          `acl ${name}_headers req.fhdr_cnt(${HEADERS}) eq 1`,
          `acl ${name}_headers_short req.fhdr(${HEADERS}) -m len 0:${MAX_ECHO_LENGTH}`,
          `acl ${name}_headers_list req.fhdr(${HEADERS}) -m reg '${POSSESSIVE_HEADER_LIST_REGEX}'`,
        ]
      : []),
  ];
}

/** Stores the values that the response echoes, and responds to preflights. */
function preflightRules({ description, name }: HaproxyContext): readonly string[] {
  const { origins, methods, requestHeaders, preflightStatus } = description;
  const keep = (variable: string, value: string, condition: string): string =>
    `http-request set-var(txn.${name}_${variable}) ${value}${condition && ` if ${condition}`}`;
  const guard = `${name}_one_origin !${name}_unsafe_origin`;
  const element = neverEchoedElement(requestHeaders.listed);
  const preflight = `${name}_options ${name}_has_origin ${name}_has_method`;
  return [
    "# The origin, if it is allowed, and the names that the preflight response echoes",
    ...(origins === "*"
      ? [keep("origin", "str(*)", "")]
      : [
          ...(origins.exact.length > 0 ? [keep("origin", "req.fhdr(origin)", `${guard} ${name}_listed`)] : []),
          ...(origins.patterns.length > 0
            ? [keep("origin", "req.fhdr(origin)", `${guard} ${name}_short ${name}_covered`)]
            : []),
        ]),
    keep("options", "bool(1)", `${name}_options`),
    keep("preflight", "bool(1)", preflight),
    ...(methods.echoes
      ? [
          keep(
            "method",
            `req.fhdr(${METHOD})`,
            `${name}_method ${name}_method_short ${name}_method_token !${name}_method_star`,
          ),
        ]
      : []),
    ...(requestHeaders.echoes
      ? [
          keep(
            "headers",
            `'req.fhdr(${HEADERS}),regsub("(^|,)[ \\t]*${element}[ \\t]*(?=,|$)","\\1",g)'`,
            `${name}_headers ${name}_headers_short ${name}_headers_list`,
          ),
        ]
      : []),
    "",
    "# CORS-preflight requests",
    `http-request return status ${preflightStatus} if ${preflight} { var(txn.${name}_origin) -m found }`,
    `http-request return status 403 if ${preflight}`,
  ];
}

/** `http-after-response` also runs for errors and redirects from HAProxy itself; `http-response` does not. */
function responseRules({ description, name }: HaproxyContext): readonly string[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = description;
  const has = (variable: string): string => `{ var(txn.${name}_${variable}) -m found }`;
  const set = (header: string, value: string, condition: string): string =>
    `http-after-response set-header ${header} ${value} if ${condition}`;
  const allowed = has("origin");
  const answer = `${has("preflight")} ${allowed}`;
  const actual = `!${has("preflight")} ${allowed}`;
  const allowHeaders = allowHeadersValue(description);
  const exposed = exposeHeadersValue(description);
  const others = varyOf(description);
  return [
    "# Remove the CORS headers of the upstream",
    "http-after-response del-header access-control- -m beg",
    "",
    "# Vary, unless it already contains the name",
    ...VARY_OPTIONS.map((one) => {
      const isAlways = others.includes(one);
      const missing = `!{ res.hdr(vary) -i -m str ${one} } !{ res.fhdr(vary) -m str * }`;
      return `http-after-response add-header Vary ${one} if ${isAlways ? "" : `${has("options")} `}${missing}`;
    }),
    "",
    "# CORS headers, also on errors",
    // First, so that the names of the headers below are not exposed.
    ...(exposedHeaders.all
      ? [
          set(
            "Access-Control-Expose-Headers",
            `"${beforeEcho(exposedHeaders.listed)}%[res.hdr_names(','),regsub('(^|,)set-cookie2?(?=,|\\$)','',g)]"`,
            actual,
          ),
        ]
      : []),
    set("Access-Control-Allow-Origin", `%[var(txn.${name}_origin)]`, allowed),
    ...(credentials ? [set("Access-Control-Allow-Credentials", "true", allowed)] : []),
    set("Access-Control-Allow-Methods", `"${allowMethodsValue(description)}"`, answer),
    ...(methods.echoes
      ? [
          set(
            "Access-Control-Allow-Methods",
            `"${beforeEcho(methods.listed)}%[var(txn.${name}_method)]"`,
            `${answer} ${has("method")}`,
          ),
        ]
      : []),
    ...(allowHeaders ? [set("Access-Control-Allow-Headers", `"${allowHeaders}"`, answer)] : []),
    ...(requestHeaders.echoes
      ? [
          set(
            "Access-Control-Allow-Headers",
            `"${beforeEcho(requestHeaders.listed)}%[var(txn.${name}_headers)]"`,
            `${answer} { var(txn.${name}_headers) -m reg '[^, \\t]' }`,
          ),
        ]
      : []),
    set("Access-Control-Max-Age", String(maxAge), answer),
    ...(exposed && !exposedHeaders.all ? [set("Access-Control-Expose-Headers", `"${exposed}"`, actual)] : []),
  ];
}
