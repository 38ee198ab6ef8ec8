/** Compares the verdict of `check --engine chromium` with that of a real Chromium for the same page and URL. */
import { runCli } from "../run-cli.ts";
import type { PageCase } from "./generated-servers.ts";
import type { RealChromium } from "./real-chromium.ts";

export interface Comparison {
  /** The difference; `undefined` if both agree. */
  readonly difference: string | undefined;
  readonly verdict: "shared" | "blocked";
  /** Whether the console printed a message about CORS. */
  readonly hasMessage: boolean;
}

/** The command line for the request of a page. */
const commandLine = (
  url: string,
  origin: string,
  { method, headers, credentials, body }: PageCase,
): readonly string[] => [
  ...[
    "check",
    url,
    "--origin",
    origin,
    "--engine",
    "chromium",
    "--json",
    "--no-probes",
    "--timeout",
    "20",
    "-X",
    method,
  ],
  // A body of `fetch` that is a string is text.
  ...(body !== undefined ? ["-d", body] : []),
  ...Object.entries(body !== undefined ? { "Content-Type": "text/plain;charset=UTF-8", ...headers } : headers).flatMap(
    ([name, value]) => ["-H", `${name}: ${value}`],
  ),
  ...(credentials === "include" ? ["--credentials"] : []),
];

/** Chromium prints this for a block that is about CORS; of several header names it may name any. */
const comparable = (message: string | null): string =>
  (message ?? "").replace(/(Request header field )\S+/, "$1…").trim();

export async function compare(chromium: RealChromium, url: string, request: PageCase): Promise<Comparison> {
  const args = commandLine(url, chromium.originOf(request.place), request);
  const [real, { stdout, stderr }] = await Promise.all([chromium.fetch(url, request), runCli(args)]);
  const [reported] = stdout
    ? JSON.parse(stdout).checks[0].verdicts
    : [{ verdict: "unreachable", status: null, message: stderr }];
  const verdict = reported.verdict === "shared" ? "shared" : "blocked";
  const expected = real.messages
    .filter((message) => message.includes("has been blocked by CORS policy"))
    .map(comparable);
  const hasMessage = expected.length > 0 && real.verdict === "blocked";
  const isEqual =
    verdict === real.verdict &&
    (verdict === "blocked" || reported.status === real.status) &&
    (!hasMessage || expected.includes(comparable(reported.message)));
  const difference = isEqual
    ? undefined
    : `${args.join(" ")}\n  real: ${JSON.stringify(real)}\n  check: ${JSON.stringify(reported)}`;
  return { difference, verdict: real.verdict, hasMessage };
}
