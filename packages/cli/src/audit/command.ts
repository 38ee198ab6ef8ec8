import { writeFileSync } from "node:fs";
import type { Command, ExitStatus, Io } from "../command.ts";
import { askForHosts } from "../permission.ts";
import { failing, toAuditReport, type UrlReport } from "../report/audit-report.ts";
import { formatReport } from "../report/format-report.ts";
import { isLoopbackHost } from "../transport/address-space.ts";
import { createTransport, type Transport } from "../transport/create-transport.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { type AuditArguments, readAuditArguments } from "./audit-arguments.ts";
import { formatBaseline, readBaseline } from "./baseline.ts";
import { HELP } from "./help.ts";
import { investigate } from "./investigate.ts";
import { judge } from "./judge.ts";
import { PacedNetwork } from "./paced-network.ts";
import { proofPage, provable } from "./proof-page.ts";

/** Requests per second to a remote host. */
const DEFAULT_RATE = 10;

/** Shows the progress of the audit on a terminal. */
function progress(io: Io, url: string): { readonly show: (count: number) => void; readonly clear: () => void } {
  if (!io.interactive) return { show: () => {}, clear: () => {} };
  return {
    show: (count) => io.stderr.write(`\r${url}: request ${count + 1}`.slice(0, io.width)),
    clear: () => io.stderr.write(`\r${" ".repeat(Math.min(io.width, url.length + 20))}\r`),
  };
}

/** Audits a URL. A server that cannot be reached is a result too. */
async function auditUrl(url: string, given: AuditArguments, transport: Transport, io: Io): Promise<UrlReport> {
  const target = new URL(url);
  const { show, clear } = progress(io, url);
  const network = new PacedNetwork({
    network: transport.network,
    target,
    rate: given.rate ?? (isLoopbackHost(target.hostname) ? Number.POSITIVE_INFINITY : DEFAULT_RATE),
    send: given.send,
    longestWait: given.maxWait,
    signal: io.signal,
    onRequest: show,
  });
  try {
    const investigation = await investigate(url, given, (request) => network.send(request));
    return {
      url,
      target: investigation.target,
      requests: network.count,
      findings: judge(investigation),
      accepted: 0,
    };
  } catch (error) {
    if (!(error instanceof UnreachableError) || io.signal.aborted) throw error;
    return { url, target: url, requests: network.count, findings: [], accepted: 0, error: error.message };
  } finally {
    clear();
  }
}

const withoutAccepted = (report: UrlReport, accepted: ReadonlySet<string>): UrlReport => {
  const findings = report.findings.filter(({ fingerprint }) => !accepted.has(fingerprint));
  return { ...report, findings, accepted: report.findings.length - findings.length };
};

/** Writes a file to the path in an option. */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${Object(error).code ?? error}`);
  }
}

async function auditAll(given: AuditArguments, io: Io): Promise<readonly UrlReport[]> {
  const transport = createTransport({ ...given.transport, env: io.env, signal: io.signal });
  const reports: UrlReport[] = [];
  try {
    for (const url of given.urls) reports.push(await auditUrl(url, given, transport, io));
  } finally {
    await transport.close();
  }
  return reports;
}

async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  const given = readAuditArguments(args);
  const { baseline, updateBaseline, format, output, sarifLocation, poc } = given;
  const accepted = baseline !== undefined && !updateBaseline ? readBaseline(baseline) : new Set<string>();
  const methods = given.send ? "GET, HEAD, OPTIONS and POST" : "GET, HEAD and OPTIONS";
  await askForHosts(io, given.urls, { yes: given.yes, purpose: `about 70 requests (${methods}) for each URL` });
  if (format === "sarif" && sarifLocation === undefined) {
    io.stderr.write("fetch-cors: --sarif-location is missing, so the findings are attributed to README.md\n");
  }
  const all = await auditAll(given, io);
  const findings = all.flatMap((report) => report.findings);
  if (baseline !== undefined && updateBaseline) {
    const problems = findings.filter(({ severity }) => severity !== "info");
    write(baseline, formatBaseline(problems));
    for (const { fingerprint } of problems) accepted.add(fingerprint);
  }
  const report = toAuditReport(
    all.map((one) => withoutAccepted(one, accepted)),
    given.failOn,
  );
  const toTerminal = output === undefined;
  const text = formatReport(report, format, {
    colors: io.colors && toTerminal,
    width: io.width,
    location: sarifLocation,
    version: version(),
  });
  if (toTerminal) io.stdout.write(text);
  else write(output, text);
  for (const { error } of all) if (error !== undefined) io.stderr.write(`fetch-cors: ${error}\n`);
  if (poc !== undefined) writeProof(poc, report.urls, io);
  if (all.some(({ error }) => error !== undefined)) return 2;
  return failing(report).length > 0 ? 1 : 0;
}

function writeProof(file: string, reports: readonly UrlReport[], io: Io): void {
  const finding = provable(reports.flatMap(({ findings }) => findings));
  if (finding) write(file, proofPage(finding));
  io.stderr.write(
    finding
      ? `fetch-cors: ${file} shows ${finding.code} at ${finding.url}\n`
      : "fetch-cors: no page can demonstrate any of the findings, so no file is written\n",
  );
}

/** `fetch-cors audit`. */
export const audit: Command = {
  name: "audit",
  summary: "what pages from other sites could read from a server",
  help: HELP,
  run,
};
