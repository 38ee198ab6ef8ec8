/** Mistakes in configurations of nginx, each in a server of its own. */

export interface NginxMistake {
  readonly mistake: string;
  readonly finds: string;
  /** The change of what is right. */
  readonly change: Partial<NginxParts>;
}

/** The parts of a configuration that is right. */
export interface NginxParts {
  /** Entries of the map from the `Origin` to the allowed origin. */
  readonly origins: string;
  /** Before everything else in the server. */
  readonly server: string;
  /** The directives for a preflight. */
  readonly preflight: string;
  /** The directives for every other request. */
  readonly actual: string;
  /** Directives of the location beside these. */
  readonly location: string;
}

const ORIGINS = `"https://app.example.com" $http_origin;
"https://admin.example.com" $http_origin;
"~^https://(?:[a-z0-9_-]+\\.)+preview\\.example\\.com$" $http_origin;
"~^http://localhost(?::[1-9][0-9]{0,4})?$" $http_origin;`;

const ALLOW_ORIGIN = "add_header Access-Control-Allow-Origin $allowed always;";
const CREDENTIALS = "add_header Access-Control-Allow-Credentials $credentials always;";
const VARY = "add_header Vary Origin always;";
const METHODS = 'add_header Access-Control-Allow-Methods "GET, PUT, DELETE";';
const HEADERS = 'add_header Access-Control-Allow-Headers "Content-Type, Authorization, X-Request-Id";';
const MAX_AGE = "add_header Access-Control-Max-Age 600;";
const EXPOSE = "add_header Access-Control-Expose-Headers X-Total-Count always;";

const RIGHT: NginxParts = {
  origins: ORIGINS,
  server: "",
  preflight: [ALLOW_ORIGIN, CREDENTIALS, VARY, METHODS, HEADERS, MAX_AGE, "return 204;"].join("\n"),
  actual: [ALLOW_ORIGIN, CREDENTIALS, VARY, EXPOSE].join("\n"),
  location: "",
};

/** A server of nginx in front of an upstream. */
export function nginxServer(name: string, port: number, upstream: number, change: Partial<NginxParts> = {}): string {
  const { origins, server, preflight, actual, location } = { ...RIGHT, ...change };
  const own = (text: string): string => text.replace(/\$(allowed|credentials)/g, `$$$1_${name}`);
  return `map $http_origin $allowed_${name} { default ""; ${origins} }
map $allowed_${name} $credentials_${name} { default true; "" ""; }
server {
  listen 127.0.0.1:${port};
  ${own(server)}
  location / {
    ${preflight === "" ? "" : `if ($request_method = OPTIONS) { ${own(preflight)} }`}
    ${own(actual)}
    ${own(location)}
    proxy_pass http://127.0.0.1:${upstream};
  }
}`;
}

const withoutLine = (text: string, line: string): string => text.replace(line, "");

export const NGINX_MISTAKES: readonly NginxMistake[] = [
  {
    mistake: "leaves out always, so that errors have no headers",
    finds: "blocks missing-allow-origin",
    change: { actual: RIGHT.actual.replaceAll(" always", "") },
  },
  {
    mistake: "leaves out the end of a regular expression",
    finds: "shares origin",
    change: { origins: `${ORIGINS} "~^https://app\\.example\\.com" $http_origin;` },
  },
  {
    mistake: "leaves out the start of a regular expression",
    finds: "shares origin",
    change: { origins: `${ORIGINS} "~admin\\.example\\.com$" $http_origin;` },
  },
  {
    mistake: "forgets to escape a dot",
    finds: "shares origin",
    change: { origins: `${ORIGINS} "~^https://app.example.com$" $http_origin;` },
  },
  {
    mistake: "allows http as well",
    finds: "shares origin",
    change: { origins: `${ORIGINS} "~^https?://admin\\.example\\.com$" $http_origin;` },
  },
  {
    mistake: "returns every origin",
    finds: "shares origin",
    change: { origins: "default $http_origin;".replace("default", '"~."') },
  },
  {
    mistake: "sends one origin to all",
    finds: "blocks origin-mismatch",
    change: { actual: RIGHT.actual.replace("$allowed", "https://app.example.com") },
  },
  {
    mistake: "sends a wildcard",
    finds: "blocks wildcard-with-credentials",
    change: { actual: RIGHT.actual.replace("$allowed", '"*"') },
  },
  {
    mistake: "lacks Vary",
    finds: "cached blocks missing-allow-origin",
    change: { actual: withoutLine(RIGHT.actual, VARY) },
  },
  {
    mistake: "sends Vary to allowed origins only",
    finds: "cached blocks missing-allow-origin",
    change: {
      actual: RIGHT.actual.replace(
        VARY,
        "set $vary $allowed; if ($vary != '') { set $vary Origin; } add_header Vary $vary always;",
      ),
    },
  },
  {
    mistake: "lets the headers of the upstream through, so that they are doubled",
    finds: "blocks multiple-allow-origin",
    change: { location: "proxy_set_header X-Sends Access-Control-Allow-Origin;" },
  },
  {
    mistake: "passes preflights on to an upstream that knows no OPTIONS",
    finds: "blocks preflight-status",
    change: { preflight: "" },
  },
  {
    mistake: "redirects before it answers preflights",
    finds: "blocks preflight-redirect",
    change: { server: `${ALLOW_ORIGIN} if ($request_method = OPTIONS) { return 301 $request_uri/; }` },
  },
  {
    mistake: "asks preflights for a password",
    finds: "blocks preflight-status",
    change: { preflight: "", location: 'auth_basic "members"; auth_basic_user_file users;' },
  },
  {
    mistake: "answers preflights with 405, and the right headers",
    finds: "blocks preflight-status",
    change: {
      preflight: RIGHT.preflight
        .replaceAll(";", " always;")
        .replaceAll(" always always", " always")
        .replace("return 204 always", "return 405"),
    },
  },
  {
    mistake: "leaves out a method",
    finds: "blocks method-not-allowed",
    change: { preflight: RIGHT.preflight.replace(", DELETE", "") },
  },
  {
    mistake: "allows a method more",
    finds: "shares method",
    change: { preflight: RIGHT.preflight.replace("DELETE", "DELETE, PATCH") },
  },
  {
    mistake: "leaves out a header",
    finds: "blocks header-not-allowed",
    change: { preflight: RIGHT.preflight.replace("Authorization, ", "") },
  },
  {
    mistake: "repeats whatever headers are requested",
    finds: "shares header",
    change: { preflight: RIGHT.preflight.replace(/"Content-Type.*"/, "$http_access_control_request_headers") },
  },
  {
    mistake: "forgets credentials on preflights",
    finds: "blocks credentials-not-true",
    change: { preflight: withoutLine(RIGHT.preflight, CREDENTIALS) },
  },
  {
    mistake: "exposes headers on success only",
    finds: "hides-header exposure",
    change: { actual: RIGHT.actual.replace(EXPOSE, EXPOSE.replace(" always", "")) },
  },
  {
    mistake: "has a max-age of ten days",
    finds: "preflight-lifetime longer",
    change: { preflight: RIGHT.preflight.replace("600", "864000") },
  },
  {
    mistake: "has a header in an if, which then inherits none",
    finds: "blocks missing-allow-origin",
    change: { location: "if ($request_method = PUT) { add_header X-Method PUT; }" },
  },
];
