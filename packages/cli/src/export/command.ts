import { ExportError, type NginxOptions, type NginxUpstream, type ServerConfiguration } from "@fetch-cors/export";
import type { Command, ExitStatus, Io } from "../command.ts";
import { type ParsedArguments, parseArguments } from "../parse-arguments.ts";
import { loadPolicyFile } from "../policy-file.ts";
import { UsageError } from "../usage-error.ts";
import { EXPORTS, isServer, SERVERS } from "./servers.ts";
import { compareFiles, writeFiles } from "./write-files.ts";

const SUMMARY = "converts a policy file to server configuration";

const HELP = `fetch-cors export: ${SUMMARY}

Usage: fetch-cors export [FILE] --to SERVER [options]

FILE is a policy file: cors.config.ts, .js, .mjs or .json. It defaults to the one in this directory. SERVER is one of
${SERVERS.join(", ")}. With the configuration, the server responds exactly as withCors does. If the server
cannot express the policy, export prints every reason.

Options:
      --to SERVER           the server to configure
      --out DIR             write each part and each data file into DIR, instead of printing the parts
      --check               write nothing; exit with 1 if a file in DIR is missing or out of date
      --name NAME           the prefix of variables and files, for several policies in one server (default cors)
      --directory DIR       where the data files are on the server
      --engine-version V    the version of the server, like 1.29.3
      --module njs          nginx with ngx_http_js_module
      --upstream PROTOCOL   the protocol between nginx and its upstream: proxy, fastcgi, grpc, scgi or uwsgi; repeatable
      --json                print the parts and data files as JSON

Exit status: 0 if the files are printed, written or current; 1 if they are out of date; 2 for wrong usage or a policy that
the server cannot express.

Examples:
  fetch-cors export cors.config.ts --to nginx
  fetch-cors export --to nginx --out nginx/cors --directory /etc/nginx/cors
  fetch-cors export --to nginx --out nginx/cors --directory /etc/nginx/cors --check
  fetch-cors export shop.config.ts --to caddy --name shop
`;

const OPTIONS = {
  to: { type: "string" },
  out: { type: "string" },
  check: { type: "boolean", default: false },
  name: { type: "string" },
  directory: { type: "string" },
  "engine-version": { type: "string" },
  module: { type: "string" },
  upstream: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
} as const;

type Values = ParsedArguments<typeof OPTIONS>["values"];

/** The options of the export, without absent ones, because some servers have none of them. */
function exportOptions(values: Values): NginxOptions {
  const { name, directory, module, upstream, "engine-version": version } = values;
  const given = Object.entries({ name, directory, version, module, upstream }).filter(
    ([, value]) => value !== undefined,
  );
  // The export validates these two values.
  return Object.fromEntries(given) as NginxOptions & { upstream?: NginxUpstream[] };
}

async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  const { values, positionals } = parseArguments(args, OPTIONS);
  const { to, out, check, json } = values;
  if (positionals.length > 1)
    throw new UsageError(`export accepts one policy file; ${positionals[1]} is a second argument`);
  if (to === undefined || !isServer(to)) {
    const what = to === undefined ? "There is no server" : `--to: ${JSON.stringify(to)} is unknown`;
    throw new UsageError(`${what}; write --to with one of ${SERVERS.join(", ")}`);
  }
  if (check && out === undefined) throw new UsageError("--check compares the files in a directory; pass --out DIR");
  const policy = await loadPolicyFile(positionals[0]);
  let configuration: ServerConfiguration;
  try {
    configuration = EXPORTS[to](policy, exportOptions(values));
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    io.stderr.write(
      `fetch-cors: ${error.message.replaceAll("options.version", "--engine-version").replaceAll("options.", "--")}\n`,
    );
    return 2;
  }
  if (out !== undefined) return intoDirectory(configuration, out, { check, json, io });
  io.stdout.write(json ? toJson({ version: 1, ...configuration }) : toText(configuration));
  return 0;
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The parts, one after the other. Data files are too long to print. */
function toText({ parts, files }: ServerConfiguration): string {
  if (files.length > 0) {
    const names = files.map(({ file }) => file).join(", ");
    throw new UsageError(`The configuration has data files, ${names}; pass --out DIR to write them, or --json`);
  }
  return parts.map(({ file, content }) => `# ${file}\n${content}`).join("\n");
}

function intoDirectory(
  configuration: ServerConfiguration,
  directory: string,
  { check, json, io }: { readonly check: boolean; readonly json: boolean; readonly io: Io },
): ExitStatus {
  const files = compareFiles(configuration, directory);
  const isCurrent = files.every(({ state }) => state === "current");
  if (!check) writeFiles(files, directory);
  if (json)
    io.stdout.write(
      toJson({ version: 1, server: configuration.server, files: files.map(({ content, ...file }) => file) }),
    );
  else {
    const width = Math.max(...files.map(({ file }) => file.length));
    for (const { file, place, state } of files) {
      const word = check ? state : state === "current" ? "unchanged" : "written";
      io.stdout.write(`${word.padEnd(9)} ${file.padEnd(width)}  ${place}\n`);
    }
  }
  return check && !isCurrent ? 1 : 0;
}

export const exportPolicy: Command = { name: "export", summary: SUMMARY, help: HELP, run };
