import {
  MAX_ECHO_LENGTH,
  METHOD_REGEX,
  NEVER_ECHOED_METHOD_REGEX,
  neverEchoedListRegex,
  POSSESSIVE_HEADER_LIST_REGEX,
} from "../echo-regex.ts";
import { literal, MAX_ORIGIN_LENGTH, originRegex } from "../origin-regex.ts";
import type { AllowedOrigins, PolicyDescription } from "../policy-description.ts";
import { VARY_OPTIONS, varyOf } from "../policy-description.ts";
import { allowHeadersValue, allowMethodsValue, beforeEcho, exposeHeadersValue } from "../response-headers.ts";

/** An nginx `map` block: from a string with variables to a variable. */
interface NginxMap {
  readonly comment: string;
  readonly from: string;
  /** Without `$`. */
  readonly to: string;
  /** Lines without the semicolon. */
  readonly entries: readonly string[];
  /** Whether the variable is computed again each time that it is read. */
  readonly isVolatile?: boolean;
}

/** The maximum number of origins in a part. If there are more, they are in a data file. */
export const MOST_INLINE = 1000;

/** In characters. A longer key does not fit into nginx's default buckets (`map_hash_bucket_size` 64). */
const LONGEST_KEY = 46;

const shown = ({ comment, from, to, entries, isVolatile }: NginxMap): string =>
  [
    `# ${comment}`,
    `map ${from} $${to} {`,
    ...[...(isVolatile ? ["volatile"] : []), ...entries].map((entry) => `    ${entry};`),
    "}",
    "",
  ].join("\n");

/** The key of a map: a regular expression that is tested only on values up to a length. */
const regexKey = (regex: string, most: number): string => `"~^(?=.{0,${most}}\\z)${regex.replace(/^\^/, "")}"`;

/**
 * The lines for the exact origins. The string keys of a map ignore case, so the map uses a variable that is empty if
 * the origin has an upper-case letter.
 */
export const originEntries = (exact: readonly string[]): readonly string[] => exact.map((origin) => `"${origin}" 1`);

/** Whether an origin is looked up in the hash table of a map. A long origin needs a regular expression instead. */
export const isHashed = (origin: string): boolean => origin.length <= LONGEST_KEY;

/** The inputs of the maps for a policy. */
interface MapContext {
  readonly description: PolicyDescription;
  readonly name: string;
  /** The path of the file with the exact origins, if they are in one. */
  readonly originFile: string | undefined;
}

function allowedMaps({ exact, patterns }: AllowedOrigins, { name, originFile }: MapContext): readonly NginxMap[] {
  const hashed = originFile ? [`include ${originFile}`] : originEntries(exact.filter(isHashed));
  const long = originFile ? [] : exact.filter((origin) => !isHashed(origin));
  return [
    {
      comment: "The origin to look up. The keys of a map ignore case, but origins do not.",
      from: "$http_origin",
      to: `${name}_key`,
      entries: ['"~[A-Z]" ""', "default $http_origin"],
    },
    {
      comment: "Whether the origin is allowed.",
      from: `$${name}_key`,
      to: `${name}_allowed`,
      entries: [
        'default ""',
        ...hashed,
        ...long.map((origin) => `"~^${literal(origin)}\\z" 1`),
        ...patterns.map((pattern) => `${regexKey(originRegex(pattern), MAX_ORIGIN_LENGTH)} 1`),
      ],
    },
    {
      comment: "The origin, if it is allowed.",
      from: `$${name}_allowed`,
      to: `${name}_origin`,
      entries: ["1 $http_origin", 'default ""'],
    },
  ];
}

/** Distinguishes preflights from other requests, and allowed origins from others. */
function caseMaps(name: string): readonly NginxMap[] {
  const present = (header: string, variable: string): NginxMap => ({
    comment: `1 if the request has ${header}.`,
    from: `$http_${header.toLowerCase().replaceAll("-", "_")}`,
    to: variable,
    entries: ['"" ""', "default 1"],
  });
  return [
    present("Origin", `${name}_has_origin`),
    present("Access-Control-Request-Method", `${name}_has_method`),
    {
      comment: "1 for a CORS-preflight request.",
      from: `"$request_method:$${name}_has_origin:$${name}_has_method"`,
      to: `${name}_preflight`,
      entries: ['"~^OPTIONS:1:1\\z" 1', 'default ""'],
    },
    {
      comment:
        "The kind of response: to an allowed preflight, a denied preflight or an allowed request; empty for a denied request.",
      from: `"$${name}_preflight:$${name}_origin"`,
      to: `${name}_case`,
      entries: ['"~^1:." preflight', '"~^1:\\z" denied', '"~^:." actual', 'default ""'],
    },
    {
      comment: "The same, but empty once the headers are set, because nginx sets them twice on its own 416 responses.",
      from: "$sent_http_access_control_allow_origin",
      to: `${name}_first`,
      entries: [`"" $${name}_case`, 'default ""'],
    },
    {
      comment: "The kind of response, evaluated when a header is set.",
      from: "$status",
      to: `${name}_answer`,
      entries: [`"~^[45]" $${name}_first`, `default $${name}_case`],
      isVolatile: true,
    },
  ];
}

/** Reads a request header for an echo. */
const echoMap = (header: string, to: string, never: string, regex: string): NginxMap => {
  const variable = `$http_${header.toLowerCase().replaceAll("-", "_")}`;
  return {
    comment: `${header}, if it can be echoed.`,
    from: variable,
    to,
    entries: ['default ""', `"~${never}" ""`, `${regexKey(regex, MAX_ECHO_LENGTH)} ${variable}`],
  };
};

function echoMaps({ methods, requestHeaders }: PolicyDescription, name: string): readonly NginxMap[] {
  return [
    ...(methods.echoes
      ? [echoMap("Access-Control-Request-Method", `${name}_method`, NEVER_ECHOED_METHOD_REGEX, METHOD_REGEX)]
      : []),
    ...(requestHeaders.echoes
      ? [
          echoMap(
            "Access-Control-Request-Headers",
            `${name}_headers`,
            neverEchoedListRegex(requestHeaders.listed),
            POSSESSIVE_HEADER_LIST_REGEX,
          ),
        ]
      : []),
  ];
}

/** The value of a header for each kind of response; the header is not sent for the others. */
interface HeaderVariable {
  readonly header: string;
  readonly variable: string;
  readonly values: readonly (readonly [answer: "preflight" | "actual", value: string])[];
}

/** Each header of the protocol with the variable that holds its value. */
export function headerVariables(description: PolicyDescription, name: string): readonly HeaderVariable[] {
  const { credentials, methods, requestHeaders, maxAge } = description;
  const both = (value: string) =>
    [
      ["preflight", value],
      ["actual", value],
    ] as const;
  const allowHeaders = allowHeadersValue(description);
  const exposed = exposeHeadersValue(description);
  const candidates: (HeaderVariable | false)[] = [
    { header: "Access-Control-Allow-Origin", variable: `${name}_allow_origin`, values: both(`$${name}_origin`) },
    credentials && {
      header: "Access-Control-Allow-Credentials",
      variable: `${name}_allow_credentials`,
      values: both("true"),
    },
    {
      header: "Access-Control-Allow-Methods",
      variable: `${name}_allow_methods`,
      values: [["preflight", methods.echoes ? `$${name}_echoed_methods` : `"${allowMethodsValue(description)}"`]],
    },
    (requestHeaders.echoes || allowHeaders !== "") && {
      header: "Access-Control-Allow-Headers",
      variable: `${name}_allow_headers`,
      values: [["preflight", requestHeaders.echoes ? `$${name}_echoed_headers` : `"${allowHeaders}"`]],
    },
    { header: "Access-Control-Max-Age", variable: `${name}_max_age`, values: [["preflight", String(maxAge)]] },
    exposed !== "" &&
      !description.exposedHeaders.all && {
        header: "Access-Control-Expose-Headers",
        variable: `${name}_expose_headers`,
        values: [["actual", `"${exposed}"`]],
      },
  ];
  return candidates.filter((candidate) => candidate !== false);
}

function valueMaps(description: PolicyDescription, name: string): readonly NginxMap[] {
  const { methods, requestHeaders } = description;
  const echoed = (from: string, to: string, without: string, listed: readonly string[]): NginxMap => ({
    comment: "The listed names and the requested names.",
    from: `$${from}`,
    to,
    entries: [`"" "${without}"`, `default "${beforeEcho(listed)}$${from}"`],
  });
  return [
    ...(methods.echoes
      ? [echoed(`${name}_method`, `${name}_echoed_methods`, allowMethodsValue(description), methods.listed)]
      : []),
    ...(requestHeaders.echoes
      ? [echoed(`${name}_headers`, `${name}_echoed_headers`, allowHeadersValue(description), requestHeaders.listed)]
      : []),
    ...headerVariables(description, name).map(({ header, variable, values }) => ({
      comment: `${header}; not sent if empty.`,
      from: `$${name}_answer`,
      to: variable,
      entries: ['default ""', ...values.map(([answer, value]) => `${answer} ${value}`)],
      isVolatile: true,
    })),
  ];
}

/** `Vary`, unless the response already has these names or `*`. */
function varyMaps(description: PolicyDescription, name: string): readonly NginxMap[] {
  const others = varyOf(description);
  const missing = (names: readonly string[], to: string): NginxMap => ({
    comment: `The names for Vary, unless the response has them.`,
    from: "$sent_http_vary",
    to,
    entries: [
      '"~^[ \\t]*\\*[ \\t]*\\z" ""',
      `"~*^${names.map((one) => `(?=(?:.*,)?[ \\t]*${one}[ \\t]*(?:,|\\z))`).join("")}" ""`,
      `default "${names.join(", ")}"`,
    ],
  });
  return [
    missing(VARY_OPTIONS, `${name}_vary_options`),
    ...(others.length > 0 ? [missing(others, `${name}_vary_others`)] : []),
    {
      comment: "Vary; not sent if empty.",
      from: "$request_method",
      to: `${name}_vary`,
      entries: [`"~^OPTIONS\\z" $${name}_vary_options`, `default ${others.length > 0 ? `$${name}_vary_others` : '""'}`],
    },
  ];
}

/** All maps of a policy. */
export function nginxMaps(context: MapContext): string {
  const { description, name } = context;
  const { origins } = description;
  const allowed: readonly NginxMap[] =
    origins === "*"
      ? [{ comment: "Every origin is allowed.", from: '""', to: `${name}_origin`, entries: ['default "*"'] }]
      : allowedMaps(origins, context);
  return [
    ...allowed,
    ...caseMaps(name),
    ...echoMaps(description, name),
    ...valueMaps(description, name),
    ...varyMaps(description, name),
  ]
    .map(shown)
    .join("\n");
}
