/** Mistakes that break a CORS configuration of HAProxy. */
import { describeInstalled } from "../servers/installed.ts";
import { haproxy, haproxyConfiguration } from "../servers/programs.ts";
import { CLOSED_PORT, partOf, type Site } from "../servers/server-program.ts";
import { APP, EVIL, get, POLICY, preflight, replaced, testTrap } from "./trap.ts";

interface Pieces {
  readonly part?: (part: string) => string;
  /** More rules of the frontend, after the part. */
  readonly frontend?: string;
}

const whole = ({ port, upstream, configuration }: Site, pieces: Pieces = {}): string => {
  const { part = (text: string) => text, frontend = "" } = pieces;
  return haproxyConfiguration(`frontend site
bind 127.0.0.1:${port}
${part(partOf(configuration, "frontend"))}
${frontend}
use_backend dead if { path_beg /down }
default_backend upstream
backend upstream
server upstream 127.0.0.1:${upstream}
backend dead
server dead 127.0.0.1:${CLOSED_PORT}`);
};

const right = (site: Site): string => whole(site);

const BACKEND_RULE = "http-after-response set-header Access-Control-Allow-Origin https://other.example";

describeInstalled(haproxy, () => {
  testTrap("req.hdr splits at commas, and an ACL matches any of several lines", {
    program: haproxy,
    right,
    wrong: (site) =>
      whole(site, {
        part: (part) =>
          replaced(part, /req\.fhdr\(origin\)/g, "req.hdr(origin)").replaceAll("if cors_one_origin ", "if "),
      }),
    requests: [
      get(`${EVIL}, ${APP}`),
      {
        ...get(APP),
        lines: [
          ["Origin", EVIL],
          ["Origin", APP],
        ],
      },
    ],
  });

  testTrap("A comparison of strings stops at a NUL", {
    program: haproxy,
    right,
    wrong: (site) => whole(site, { part: (part) => replaced(part, / !cors_unsafe_origin/g, "") }),
    // Node refuses the request, so there is nothing to compare with.
    isWrong: ({ request, seen }) => String(request.lines).includes("\0") && "access-control-allow-origin" in seen.cors,
    requests: [get(`${APP}\0.evil.example`)],
  });

  testTrap("http-response misses the responses of HAProxy itself", {
    program: haproxy,
    right,
    wrong: (site) => whole(site, { part: (part) => replaced(part, /http-after-response/g, "http-response") }),
    requests: [get(APP, "/down"), preflight(APP)],
  });

  const redirect = "http-request redirect code 302 location https://elsewhere.example/ if { path /case/11 }";
  testTrap("http-response misses the redirects of HAProxy itself", {
    program: haproxy,
    isStatic: true,
    right: (site) => whole(site, { frontend: redirect }),
    wrong: (site) =>
      whole(site, { frontend: redirect, part: (part) => replaced(part, /http-after-response/g, "http-response") }),
    requests: [get(APP, "/case/11")],
  });

  testTrap("A later rule of the user after the response doubles a header", {
    program: haproxy,
    right: (site) =>
      whole(site, { part: (part) => `http-after-response set-header Access-Control-Allow-Origin *\n${part}` }),
    wrong: (site) => whole(site, { frontend: "http-after-response add-header Access-Control-Allow-Origin *" }),
    requests: [get(APP), get(EVIL)],
  });

  testTrap("A rule of the backend after the response is replaced, because it runs before those of the frontend", {
    program: haproxy,
    right: (site) => replaced(whole(site), "\nbackend upstream", `\nbackend upstream\n${BACKEND_RULE}`),
    wrong: (site) => whole(site, { frontend: BACKEND_RULE }),
    requests: [get(APP), get(EVIL)],
  });

  testTrap("Without del-header, the CORS headers of the upstream reach a denied page", {
    program: haproxy,
    right,
    wrong: (site) => whole(site, { part: (part) => replaced(part, /^http-after-response del-header .*$/m, "") }),
    requests: [get(EVIL), get(undefined)],
  });

  testTrap("A group that is not possessive fails without a message on a list of 4,000 names", {
    program: haproxy,
    options: { ...POLICY, allowedHeaders: ["*"] },
    right,
    wrong: (site) => whole(site, { part: (part) => replaced(part, /(headers_list .*)\)\+\+\\z/, "$1)+\\z") }),
    requests: [preflight(APP, "a,".repeat(4000).slice(0, -1))],
  });

  testTrap("A rule that denies comes before the answer to a preflight", {
    program: haproxy,
    right: (site) => whole(site, { frontend: "http-request deny deny_status 401 if METH_OPTIONS" }),
    wrong: (site) => whole(site, { part: (part) => `http-request deny deny_status 401 if METH_OPTIONS\n${part}` }),
    requests: [preflight(APP), preflight(EVIL)],
  });
});
