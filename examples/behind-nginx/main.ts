// Starts the API, and nginx in front of it. In production only nginx would be reachable.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "srvx";
import { api } from "./api.ts";

const directory = join(import.meta.dirname, "nginx");
const port = Number(process.env["PORT"] ?? 3000);
const upstream = await serve({ fetch: api, port: 0, hostname: "127.0.0.1", silent: true }).ready();

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name};`);
const configuration = `daemon off;
pid nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    ${temporary.join(" ")}
    include cors/cors-http.conf;
    server {
        listen 127.0.0.1:${port};
        include cors/cors-server.conf;
        location / {
            proxy_pass ${upstream.url};
        }
        location /private/ {
            auth_basic "members";
            auth_basic_user_file users;
            proxy_pass ${upstream.url};
        }
    }
}
`;
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "nginx.conf"), configuration);
writeFileSync(join(directory, "users"), "");

// Debian installs nginx in a directory that is not in the PATH of a user.
const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` };
const nginx = spawn("nginx", ["-p", directory, "-c", "nginx.conf", "-e", "stderr"], { env, stdio: "inherit" });
nginx.once("error", () => {
  console.error("nginx is not installed");
  process.exit(1);
});
nginx.once("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => nginx.kill());
console.log(`nginx listens on http://localhost:${port}, in front of the API`);
