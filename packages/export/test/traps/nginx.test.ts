/** Mistakes that break a CORS configuration of nginx. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { toNginx } from "../../src/index.ts";
import { describeInstalled } from "../servers/installed.ts";
import { nginx, nginxConfiguration, njs } from "../servers/programs.ts";
import { CLOSED_PORT, partOf, type Site } from "../servers/server-program.ts";
import { APP, EVIL, get, POLICY, preflight, replaced, testTrap } from "./trap.ts";

interface Pieces {
  readonly http?: (part: string) => string;
  readonly server?: (part: string) => string;
  /** In every location. */
  readonly location?: string;
  readonly main?: string;
}

const same = (part: string): string => part;

const whole = ({ configuration, port, upstream }: Site, pieces: Pieces): string => {
  const { http = same, server = same, location = "", main = "" } = pieces;
  return nginxConfiguration(
    `${http(partOf(configuration, "http"))}
server {
  listen 127.0.0.1:${port};
  ${server(partOf(configuration, "server"))}
  location / { ${location} proxy_pass http://127.0.0.1:${upstream}; }
  location /down { ${location} proxy_pass http://127.0.0.1:${CLOSED_PORT}; }
}`,
    main,
  );
};

const right = (site: Site): string => whole(site, {});

describeInstalled(nginx, () => {
  testTrap("The string keys of a map ignore case", {
    program: nginx,
    right,
    wrong: (site) => whole(site, { http: (part) => replaced(part, "map $cors_key ", "map $http_origin ") }),
    requests: [get(APP.toUpperCase()), preflight("https://APP.example.com")],
  });

  testTrap("An add_header in a location drops all that are inherited", {
    program: nginx,
    right: (site) => whole(site, { location: `add_header X-Own 1; ${partOf(site.configuration, "location")}` }),
    wrong: (site) => whole(site, { location: "add_header X-Own 1;" }),
    requests: [get(APP), get(APP, "/case/0")],
  });

  testTrap("A proxy_hide_header in a location lets the CORS headers of the upstream through", {
    program: nginx,
    right: (site) => whole(site, { location: `proxy_hide_header X-Own; ${partOf(site.configuration, "location")}` }),
    wrong: (site) => whole(site, { location: "proxy_hide_header X-Own;" }),
    requests: [get(APP), get(EVIL)],
  });

  testTrap("Without always, no header goes out on a 404", {
    program: nginx,
    right,
    wrong: (site) => whole(site, { server: (part) => replaced(part, / always;/g, ";") }),
    requests: [get(APP, "/case/15"), get(APP, "/down"), preflight(EVIL)],
  });

  testTrap("return 403 without a text lets an error_page take over", {
    program: nginx,
    right: (site) => whole(site, { server: (part) => `${part}\nerror_page 403 = /case/0;` }),
    wrong: (site) =>
      whole(site, {
        server: (part) => `${replaced(part, /return 403 ".*"/, "return 403")}\nerror_page 403 = /case/0;`,
      }),
    requests: [preflight(EVIL)],
  });

  testTrap("A Vary beside that of the upstream adds names to Vary: *", {
    program: nginx,
    right,
    wrong: (site) => whole(site, { server: (part) => replaced(part, "Vary $cors_vary", "Vary Origin") }),
    requests: [get(APP, "/case/5"), get(EVIL, "/case/5")],
  });

  testTrap("A key of more than 46 characters does not fit into the hash of a map", {
    program: nginx,
    options: {
      ...POLICY,
      origin: [APP, "https://*.preview.example.com", `https://${"long-label.".repeat(8)}example.com`],
    },
    right,
    wrong: (site) =>
      whole(site, {
        http: (part) => replaced(part, /"~\^(https:[^"]*long[^"]*)\\z" 1/, `"https://${"a".repeat(90)}" 1`),
      }),
    requests: [],
  });

  testTrap("An answer in a location comes after authentication", {
    program: nginx,
    right: (site) => whole(site, { server: (part) => part, location: AUTHENTICATION }),
    wrong: (site) =>
      whole(site, {
        server: (part) => replaced(part, /^if [\s\S]*?^\}\nif [\s\S]*?^\}\n/m, ""),
        location: AUTHENTICATION,
      }),
    requests: [preflight(APP), preflight(EVIL)],
  });

  // A static file: here nginx itself answers with 416, and sets the headers twice.
  testTrap("A header set without a look at the response is doubled on a static 416", {
    program: nginx,
    isStatic: true,
    right: (site, directory) => whole(site, staticFiles(directory)),
    wrong: (site, directory) =>
      whole(site, {
        ...staticFiles(directory),
        http: (part) => replaced(part, '"~^[45]" $cors_first', '"~^[45]" $cors_case'),
      }),
    requests: [
      {
        method: "GET",
        target: "/case/16",
        lines: [
          ["Origin", APP],
          ["Range", "bytes=99-"],
        ],
      },
    ],
  });

  let scgiPort = 0;
  const scgi = createServer((socket) => {
    socket.once("data", () => {
      socket.end(`Status: 200 OK\r\nContent-Type: text/plain\r\nAccess-Control-Allow-Origin: ${EVIL}\r\n\r\nok`);
    });
    socket.on("error", () => {});
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => scgi.listen(0, "127.0.0.1", resolve));
    scgiPort = (scgi.address() as { port: number }).port;
  });
  afterAll(() => void scgi.close());
  const scgiSite = (site: Site): string =>
    replaced(whole(site, {}), "location / {", `location = /case/1 { scgi_pass 127.0.0.1:${scgiPort}; } location / {`);
  testTrap("proxy_hide_header hides nothing of an upstream that speaks another protocol", {
    program: nginx,
    toConfiguration: (policy, options) => toNginx(policy, { ...options, upstream: ["proxy", "scgi"] }),
    right: scgiSite,
    wrong: (site) => replaced(scgiSite(site), /^scgi_hide_header.*$/gm, ""),
    isStatic: true,
    requests: [get(APP, "/case/1"), get(EVIL, "/case/1")],
  });
});

const AUTHENTICATION = 'limit_except GET HEAD { auth_basic "members"; auth_basic_user_file /dev/null; }';

const staticFiles = (directory: string): Pieces => {
  writeFileSync(join(directory, "file"), "123456789");
  return { server: (part) => `${part}\nlocation = /case/16 { alias ${directory}/file; }` };
};

describeInstalled(njs, () => {
  const main = "load_module /usr/lib/nginx/modules/ngx_http_js_module.so;";
  testTrap("js_header_filter is refused in a server", {
    program: njs,
    options: { ...POLICY, exposedHeaders: ["*"] },
    right: (site) => whole(site, { main, location: partOf(site.configuration, "location") }),
    wrong: (site) => whole(site, { main, server: () => partOf(site.configuration, "location") }),
    requests: [],
  });
});
