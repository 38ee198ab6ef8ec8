import { readFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import type { Command, Io } from "../command.ts";
import { createPaint } from "../text.ts";
import { createTransport } from "../transport/create-transport.ts";
import { TRANSPORT_HELP } from "../transport/options.ts";
import { UsageError } from "../usage-error.ts";
import { runCheck } from "./check.ts";
import type { Note } from "./note.ts";
import { readCheckOptions } from "./options.ts";
import { renderMatrix, renderReport } from "./render.ts";
import type { CheckReport } from "./report.ts";

const HELP = `fetch-cors check: how browsers treat a server's responses, why, and what fixes them

Usage: fetch-cors check URL --origin ORIGIN [options]
       fetch-cors check --curl 'curl …' [options]
       fetch-cors check --har FILE [URL prefix] [options]
       fetch-cors check -          reads a curl command or a HAR file from standard input

The page's request:
  -o, --origin ORIGIN     the page's origin, like https://app.example.com, or null; several make a table
  -X, --request METHOD    the method (default GET, or POST with a body)
  -H, --header 'N: V'     a header that the page sets; Cookie stands for a browser with that cookie
  -d, --data TEXT|@FILE   the body, as application/x-www-form-urlencoded unless -H sets another type
  -F, --form NAME=VALUE   a field of a form, or NAME=@FILE
      --credentials       fetch(url, { credentials: "include" })
      --curl COMMAND      a command from Copy as cURL, for bash or cmd; @FILE or - reads it
      --har FILE          the cross-origin requests of scripts in a HAR file; - reads standard input

What check does:
      --engine NAME       chromium, firefox, webkit or standard; separate several with commas (default: the three browsers)
      --fix SERVER        print the fix as nginx, apache, caddy, haproxy or envoy configuration
      --send              send methods other than GET, HEAD and OPTIONS to remote hosts
      --no-probes         send only the page's requests, and none to find out about caches and errors
      --json              print the report as JSON
  -v, --verbose           show every response header

The connection:
${TRANSPORT_HELP}

Exit status: 0 if every engine shares the response; 1 if an engine blocks it; 2 for wrong usage or no response.

Examples:
  fetch-cors check https://api.example.com/users --origin https://app.example.com
  fetch-cors check https://api.example.com/users/7 -X DELETE -H 'Authorization: Bearer x' --origin https://app.example.com
  fetch-cors check localhost:3000/users --credentials --origin http://localhost:5173 --fix nginx
  pbpaste | fetch-cors check -
  fetch-cors check --har session.har https://api.example.com/ --json
`;

const read = (io: Io) => async (path: string) => {
  if (path === "-") return readAll(io.stdin as NodeJS.ReadableStream & AsyncIterable<Uint8Array>);
  return readFile(path, "utf8").catch(() => {
    throw new UsageError(`The file ${path} cannot be read`);
  });
};

/** The reports without the notes that an earlier report has. */
function withNotesOnce(reports: readonly CheckReport[]): readonly CheckReport[] {
  const known = new Set<string>();
  const isNew = ({ text, fix }: Note): boolean => {
    const key = JSON.stringify([text, fix]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  };
  return reports.map((report) => ({ ...report, notes: report.notes.filter(isNew) }));
}

/** Checks each request for each origin. */
async function run(args: readonly string[], io: Io): Promise<0 | 1 | 2> {
  const options = await readCheckOptions(args, read(io));
  const reports: CheckReport[] = [];
  for (const { request, origin } of options.visits) {
    const transport = createTransport({ ...options.transport, env: io.env, signal: io.signal, pageOrigin: origin });
    try {
      reports.push(await runCheck({ ...options, request, origin }, transport.network));
    } finally {
      await transport.close();
    }
  }
  const settings = { paint: createPaint(io), width: io.width, verbose: options.verbose };
  if (options.json) io.stdout.write(`${JSON.stringify({ version: 1, checks: reports }, null, 2)}\n`);
  else {
    io.stdout.write(
      withNotesOnce(reports)
        .map((report) => renderReport(report, settings))
        .join("\n"),
    );
    if (reports.length > 1) io.stdout.write(`\n${renderMatrix(reports, settings)}`);
  }
  const verdicts = reports.flatMap((report) => report.verdicts.map(({ verdict }) => verdict));
  if (verdicts.includes("unreachable")) return 2;
  return verdicts.includes("blocked") ? 1 : 0;
}

/** The command `check`. */
export const check: Command = {
  name: "check",
  summary: "how browsers treat a server's responses, why, and what fixes them",
  help: HELP,
  run,
};
