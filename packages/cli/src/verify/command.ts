import type { Command, ExitStatus, Io } from "../command.ts";
import { parseArguments } from "../parse-arguments.ts";
import { askForHosts, maySend } from "../permission.ts";
import { loadPolicyFile } from "../policy-file.ts";
import { readUrl } from "../read-url.ts";
import { redactLines } from "../redact.ts";
import { isLoopbackHost } from "../transport/address-space.ts";
import { createTransport } from "../transport/create-transport.ts";
import { readTransportOptions, TRANSPORT_HELP, TRANSPORT_OPTIONS } from "../transport/options.ts";
import { UsageError } from "../usage-error.ts";
import { readHeader, readNumber } from "./arguments.ts";
import { LiveServer } from "./live-server.ts";
import { UnusablePolicyError } from "./origins.ts";
import { progressOn } from "./progress.ts";
import { reportJson } from "./report-json.ts";
import { reportText } from "./report-text.ts";
import { type VerifyReport, verify as verifyServer } from "./verify.ts";

const SUMMARY = "whether a live server responds as a policy does";

const HELP = `fetch-cors verify: ${SUMMARY}

Usage: fetch-cors verify URL... --policy FILE [options]

Generates requests from pages, based on the policy, and sends them to the server. Each browser engine evaluates the
server's responses and the responses that withCors would give. For each kind of difference, verify prints the smallest
request that shows it, with the change to make. The status and the body of the server's own responses are not compared.

Options:
  --policy FILE         the policy file; defaults to cors.config.ts, .js, .mjs or .json in this directory
  --runs N              how many requests from pages are generated; defaults to 500
  --seed N              repeats an earlier run; defaults to a random number, which is printed
  --rate N              requests to the server per second; defaults to 20, and to no limit on the local machine
  --send                sends methods other than GET, HEAD and OPTIONS to remote hosts, too
  --yes                 does not ask before requests are sent to remote hosts
  --only-url            requests only the given URLs, and no nonexistent path below each to get a 404
  --origin ORIGIN       also generates requests from this origin, for a policy with a predicate; repeatable
  -H, --header 'N: v'   adds a header to every request except preflights, such as a token; repeatable
  --json                prints the report as JSON

The connection:
${TRANSPORT_HELP}

Exit status: 0 if no page can observe a difference; 1 if a page can; 2 for wrong usage or a server that does not respond.

Examples:
  fetch-cors verify http://localhost:3000/users
  fetch-cors verify https://api.example.com/users --policy cors.config.ts --yes
  fetch-cors verify https://staging.example.com/users https://staging.example.com/orders --yes --send --runs 1000
  fetch-cors verify http://localhost:8080/ --origin https://tenant-7.example --seed 42
`;

const OPTIONS = {
  policy: { type: "string" },
  runs: { type: "string", default: "500" },
  seed: { type: "string" },
  rate: { type: "string" },
  send: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  "only-url": { type: "boolean", default: false },
  origin: { type: "string", multiple: true, default: [] as string[] },
  header: { type: "string", short: "H", multiple: true, default: [] as string[] },
  json: { type: "boolean", default: false },
  ...TRANSPORT_OPTIONS,
} as const;

/** Requests per second to remote hosts, unless the user passes `--rate`. */
const RATE = 20;

async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  const { values, positionals } = parseArguments(args, OPTIONS);
  if (positionals.length === 0)
    throw new UsageError("There is no URL; write fetch-cors verify https://api.example.com/");
  const urls = positionals.map((text) => readUrl(text).replace(/#.*$/, ""));
  if (new Set(urls.map((url) => new URL(url).origin)).size > 1) {
    throw new UsageError("The URLs belong to different servers; verify one server at a time");
  }
  const runs = readNumber("--runs", values.runs, { least: 1, most: 1_000_000 });
  const seed =
    values.seed === undefined
      ? Math.floor(Math.random() * 2 ** 31)
      : readNumber("--seed", values.seed, { least: 0, most: 2 ** 31 });
  const isLocal = urls.every((url) => isLoopbackHost(new URL(url).hostname));
  const rate =
    values.rate === undefined
      ? isLocal
        ? undefined
        : RATE
      : readNumber("--rate", values.rate, { least: 0.01, most: 10_000 });
  const connection = readTransportOptions(values);
  const headers = values.header.map(readHeader);
  const policy = await loadPolicyFile(values.policy);
  await askForHosts(io, urls, { yes: values.yes, purpose: `about ${Math.ceil(runs * 1.2)} requests` });

  const { signal, env } = io;
  const transport = createTransport({
    ...connection,
    // Bodies are not compared.
    bodyLimit: 0,
    env,
    signal,
  });
  const progress = progressOn(io, runs);
  try {
    const report = await verifyServer({
      policy,
      server: new LiveServer({ network: transport.network, rate, headers, signal }),
      urls,
      missing: !values["only-url"],
      runs,
      seed,
      origins: values.origin,
      maySend: (method, url) => maySend(method, url, { send: values.send }),
      signal,
      onRun: progress.update,
    });
    progress.clear();
    const shown = { headers: redactLines(headers) };
    io.stdout.write(values.json ? reportJson(report, shown) : reportText(report, { ...io, ...shown }));
    return statusOf(report);
  } catch (error) {
    progress.clear();
    if (error instanceof UnusablePolicyError) throw new UsageError(error.message);
    throw error;
  } finally {
    await transport.close();
  }
}

function statusOf({ differences, ended }: VerifyReport): ExitStatus {
  if (differences.length > 0) return 1;
  return ended === undefined ? 0 : 2;
}

export const verify: Command = { name: "verify", summary: SUMMARY, help: HELP, run };
