/** Mistakes that break a CORS configuration of Caddy. */
import { describeInstalled } from "../servers/installed.ts";
import { caddy, caddyConfiguration, currentCaddy } from "../servers/programs.ts";
import { CLOSED_PORT, partOf, type Site } from "../servers/server-program.ts";
import { APP, EVIL, get, POLICY, preflight, replaced, testTrap } from "./trap.ts";

interface Pieces {
  readonly site?: (part: string) => string;
  readonly errors?: (part: string) => string;
  /** More directives after the part. */
  readonly more?: string;
  readonly isOutside?: boolean;
}

const same = (part: string): string => part;

const whole = ({ port, upstream, configuration }: Site, pieces: Pieces = {}): string => {
  const { site = same, errors = same, more = "", isOutside = false } = pieces;
  const inner = `${site(partOf(configuration, "site"))}
${more}
reverse_proxy /down* 127.0.0.1:${CLOSED_PORT}
reverse_proxy 127.0.0.1:${upstream}`;
  return caddyConfiguration(`http://:${port} {
bind 127.0.0.1
${isOutside ? inner : `route {\n${inner}\n}`}
handle_errors {
${errors(partOf(configuration, "errors"))}
}
}`);
};

const right = (site: Site): string => whole(site);

/** Of all passwords none is right. */
const AUTHENTICATION =
  "@write not method GET HEAD\nbasicauth @write {\nada $2a$14$invalidinvalidinvalidinvalidinvalidinvalidinvalidinvalidi\n}";

for (const program of [caddy, currentCaddy]) {
  describeInstalled(program, () => {
    testTrap("Without defer, Access-Control-Allow-Origin is doubled", {
      program,
      right,
      wrong: (site) => whole(site, { site: (part) => replaced(part, /\tdefer\n/g, "") }),
      requests: [get(APP), get(APP, "/case/2")],
    });

    testTrap("Deferred headers are lost on the errors of Caddy itself, unless handle_errors repeats them", {
      program,
      right,
      wrong: (site) => whole(site, { errors: () => "" }),
      requests: [get(APP, "/down"), get(EVIL, "/down")],
    });

    testTrap("A header that is set in the block that deletes its prefix is deleted", {
      program,
      right,
      wrong: (site) =>
        whole(site, {
          site: (part) => replaced(part, /header @cors_allowed \{\n\tdefer\n/, "$&\t-Access-Control-*\n"),
        }),
      requests: [get(APP), preflight(APP)],
    });

    testTrap("An empty placeholder still sends an empty header", {
      program,
      right,
      wrong: (site) => whole(site, { site: (part) => replaced(part, "header @cors_allowed {", "header {") }),
      requests: [get(EVIL), get(undefined, "/case/0")],
    });

    testTrap("Outside of a route, authentication comes before the answer to a preflight", {
      program,
      right: (site) => whole(site, { more: AUTHENTICATION }),
      wrong: (site) => whole(site, { more: AUTHENTICATION, isOutside: true }),
      requests: [preflight(APP), preflight(EVIL)],
    });

    testTrap("The matcher header takes any of two lines", {
      program,
      options: { ...POLICY, origin: [APP], allowedHeaders: ["Content-Type"] },
      right,
      wrong: (site) =>
        whole(site, {
          site: (part) =>
            replaced(part, /expression `\{http\.vars\.cors_origin\}.*/g, `header Origin ${APP}`).replace(
              "Allow-Origin {http.vars.cors_origin}",
              `Allow-Origin ${APP}`,
            ),
        }),
      requests: [
        {
          ...get(APP),
          lines: [
            ["Origin", EVIL],
            ["Origin", APP],
          ],
        },
      ],
    });

    testTrap("The matcher header_regexp is not anchored", {
      program,
      options: { ...POLICY, origin: [APP], allowedHeaders: ["Content-Type"] },
      right,
      wrong: (site) =>
        whole(site, {
          site: (part) => replaced(part, /expression `\{http\.vars\.cors_origin\}.*/g, `header_regexp Origin ${APP}`),
        }),
      requests: [get(`${APP}.evil.example`), preflight(`${APP}.evil.example`)],
    });
  });
}
