/**
 * The picture of the README: a real run of `check` against a real nginx, drawn from the bytes that the program prints.
 * `tsx packages/cli/test/docs/draw.ts` draws it anew.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import getPort from "get-port";
import { nginx, nginxConfiguration } from "../../../export/test/servers/programs.ts";
import { makeDirectory, run } from "../../../export/test/servers/server-program.ts";
import { run as runProgram } from "../../src/run.ts";

/** The column that the output breaks at. */
const WIDTH = 96;

/** nginx as in many deployments: it demands a token before the API gets to see a preflight. */
const site = (port: number, upstream: number): string => `server {
  listen 127.0.0.1:${port};
  location / {
    if ($http_authorization !~ "^Bearer ") { add_header WWW-Authenticate Bearer always; return 401; }
    proxy_pass http://127.0.0.1:${upstream};
  }
}`;

/** The command line as the picture shows it. */
const COMMAND = "npx fetch-cors check localhost:8080/users -H 'Authorization: Bearer x' --origin http://localhost:5173";

/** The output of the program, with colours. The port and the times are the same in every run. */
export async function takePicture(): Promise<string> {
  const upstream = createServer((_request, response) => response.end("[]")).listen(0, "127.0.0.1");
  const port = await getPort();
  const directory = makeDirectory();
  const server = await run(
    nginx,
    nginxConfiguration(site(port, (upstream.address() as AddressInfo).port)),
    [port],
    directory,
  );
  let output = "";
  try {
    const args = [
      "check",
      `localhost:${port}/users`,
      "-H",
      "Authorization: Bearer x",
      "--origin",
      "http://localhost:5173",
    ];
    await runProgram(args, {
      stdin: process.stdin,
      stdout: { write: (text) => (output += text) },
      stderr: { write: (text) => (output += text) },
      colors: true,
      interactive: false,
      width: WIDTH,
      signal: new AbortController().signal,
      env: {},
    });
  } finally {
    await server.stop();
    upstream.close();
  }
  return output.replaceAll(String(port), "8080").replace(/\d+ ms/g, "3 ms");
}

/** The styles of the escape sequences that the program uses. */
const STYLES: Readonly<Record<string, string>> = {
  "1": "font-weight:bold",
  "2": "fill:#8b949e",
  "31": "fill:#ff7b72",
  "32": "fill:#7ee787",
  "33": "fill:#e3b341",
  "36": "fill:#79c0ff",
};

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The text of the output without escape sequences. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const plain = (output: string): string => output.replace(/\x1b\[\d+m/g, "");

/** A line with escape sequences as SVG. */
function drawLine(line: string): string {
  const active = new Set<string>();
  return line
    .split("\x1b[")
    .map((piece, index) => {
      const [, code, text = ""] = index === 0 ? ["", undefined, piece] : (/^(\d+)m([\s\S]*)$/.exec(piece) ?? []);
      if (code === "22") {
        active.delete("1");
        active.delete("2");
      } else if (code === "39") {
        for (const color of ["31", "32", "33", "36"]) active.delete(color);
      } else if (code !== undefined) active.add(code);
      const style = [...active].map((one) => STYLES[one]).join(";");
      if (text === "") return "";
      return style ? `<tspan style="${style}">${escapeXml(text)}</tspan>` : escapeXml(text);
    })
    .join("");
}

/** Draws output as a terminal. */
export function draw(output: string): string {
  const lines = [`\x1b[2m$\x1b[22m \x1b[1m${COMMAND}\x1b[22m`, "", ...output.trimEnd().split("\n")];
  const [left, top, lineHeight, letter] = [20, 34, 19, 8.43];
  const columns = Math.max(...lines.map((line) => plain(line).length));
  const [width, height] = [Math.ceil(columns * letter) + 2 * left, lines.length * lineHeight + top + 10];
  const texts = lines.map(
    (line, index) => `<text x="${left}" y="${top + index * lineHeight}" xml:space="preserve">${drawLine(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal with the output of fetch-cors check">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">
${texts.join("\n")}
</g>
</svg>
`;
}
