/** Mistakes that break a CORS configuration of Apache. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeInstalled } from "../servers/installed.ts";
import { apache, apacheConfiguration } from "../servers/programs.ts";
import { CLOSED_PORT, partOf, type Site } from "../servers/server-program.ts";
import { APP, EVIL, get, POLICY, preflight, replaced, testTrap } from "./trap.ts";

interface Pieces {
  readonly part?: (part: string) => string;
  /** Whether the part is outside of the virtual host. */
  readonly isOutside?: boolean;
  /** More lines of the virtual host, before its proxies. */
  readonly host?: string;
}

const whole = ({ port, upstream, configuration }: Site, directory: string, pieces: Pieces = {}): string => {
  const { part = (text: string) => text, isOutside = false, host = "" } = pieces;
  const text = part(partOf(configuration, "virtual-host"));
  return apacheConfiguration(
    directory,
    `Listen 127.0.0.1:${port}
${isOutside ? text : ""}
<VirtualHost 127.0.0.1:${port}>
${isOutside ? "" : text}
${host}
ProxyPass /down http://127.0.0.1:${CLOSED_PORT}/ retry=0
ProxyPass / http://127.0.0.1:${upstream}/
</VirtualHost>`,
  );
};

const right = (site: Site, directory: string): string => whole(site, directory);

describeInstalled(apache, () => {
  const document = "ErrorDocument 403 /case/0";
  testTrap("An ErrorDocument turns a denied preflight into a GET to the upstream", {
    program: apache,
    right: (site, directory) => whole(site, directory, { host: document }),
    wrong: (site, directory) =>
      whole(site, directory, { host: document, part: (part) => replaced(part, /<If[\s\S]*<\/If>\n/, "") }),
    requests: [preflight(EVIL)],
  });

  testTrap("Rewrite rules are not inherited by a virtual host", {
    program: apache,
    right,
    wrong: (site, directory) => whole(site, directory, { isOutside: true }),
    requests: [preflight(APP), preflight(EVIL)],
  });

  const withFile = (directory: string): string => {
    mkdirSync(join(directory, "case"));
    writeFileSync(join(directory, "case/0"), "ok");
    return `DocumentRoot ${directory}\nProxyPass /case/0 !`;
  };
  testTrap("A condition on %{HTTP:…} adds to Vary by itself", {
    program: apache,
    options: { origin: "*" },
    isStatic: true,
    right: (site, directory) => whole(site, directory, { host: withFile(directory) }),
    wrong: (site, directory) =>
      whole(site, directory, {
        host: withFile(directory),
        part: (part) =>
          replaced(part, "RewriteCond", "RewriteCond %{HTTP:Origin} .\nRewriteRule ^ - [E=cors_has_origin:1]\n$&"),
      }),
    requests: [get(APP, "/case/0"), get(EVIL, "/case/0")],
  });

  testTrap("Header always merge does not see the Vary of the upstream", {
    program: apache,
    right,
    wrong: (site, directory) =>
      whole(site, directory, { part: (part) => replaced(part, /(Header always merge Vary Origin) "expr.*"/, "$1") }),
    requests: [get(APP, "/case/5"), get(EVIL, "/case/5")],
  });

  testTrap("Header unset without always leaves what Apache keeps for errors, and with it what it keeps for others", {
    program: apache,
    right,
    wrong: (site, directory) => whole(site, directory, { part: (part) => replaced(part, /^Header unset .*$/gm, "") }),
    requests: [get(APP), get(EVIL)],
  });

  const withDocument = (directory: string): string => {
    writeFileSync(join(directory, "error.html"), "not found");
    return `DocumentRoot ${directory}\nRewriteRule ^/case/15$ - [R=404]\nErrorDocument 404 /error.html\nProxyPass /error.html !`;
  };
  testTrap("An internal redirect to an error document is a GET, also for an OPTIONS request", {
    program: apache,
    isStatic: true,
    right: (site, directory) => whole(site, directory, { host: withDocument(directory) }),
    wrong: (site, directory) =>
      whole(site, directory, {
        host: withDocument(directory),
        part: (part) => replaced(part, /<Location[\s\S]*<\/Location>\n/, ""),
      }),
    requests: [get(APP, "/case/15", "OPTIONS"), get(EVIL, "/case/15", "OPTIONS")],
  });

  testTrap("Apache does not start with a status that it does not know", {
    program: apache,
    options: { ...POLICY, preflightStatus: 226 },
    right,
    wrong: (site, directory) => whole(site, directory, { part: (part) => replaced(part, "R=226", "R=250") }),
    requests: [],
  });
});
