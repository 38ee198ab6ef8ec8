/** Audits a server of the corpus. */

import type { Finding } from "../../src/audit/finding.ts";
import { investigate } from "../../src/audit/investigate.ts";
import type { AuditHints } from "../../src/audit/investigation.ts";
import { judge } from "../../src/audit/judge.ts";
import { PacedNetwork } from "../../src/audit/paced-network.ts";
import { createTransport } from "../../src/transport/create-transport.ts";
import type { CorpusServer } from "./servers/server.ts";

export interface AuditResult {
  readonly findings: readonly Finding[];
  /** Those that are problems. */
  readonly problems: readonly Finding[];
  readonly requests: number;
  /** The methods that were sent. */
  readonly methods: ReadonlySet<string>;
}

/** Starts a server, audits it, and ends it. */
export async function runAudit(corpusServer: CorpusServer, hints: Partial<AuditHints> = {}): Promise<AuditResult> {
  const server = await corpusServer.start();
  const host = corpusServer.host ?? "api.shop.example";
  const url = `http://${host}:${server.port}${corpusServer.path ?? "/me"}`;
  const transport = createTransport({ resolve: [`${host}:${server.port}:127.0.0.1`] });
  const methods = new Set<string>();
  const network = new PacedNetwork({
    network: (request) => {
      methods.add(request.method);
      return transport.network(request);
    },
    target: new URL(url),
    rate: 10_000,
    send: hints.send ?? false,
    longestWait: 5,
    signal: new AbortController().signal,
  });
  try {
    const full = { trusted: [], cookie: undefined, send: false, ...hints };
    const findings = judge(await investigate(url, full, (request) => network.send(request)));
    const problems = findings.filter(({ severity }) => severity !== "info");
    return { findings, problems, requests: network.count, methods };
  } finally {
    await transport.close();
    await server.close();
  }
}
