/** Servers on the loopback address, and the reports of `check` about them. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, expect } from "vitest";
import type { CheckReport } from "../../src/check/report.ts";
import { type CliResult, runCli } from "../run-cli.ts";

export const ORIGIN = "http://localhost:5173";
export const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server, and the requests that it gets. */
export async function serve(
  listener: RequestListener,
): Promise<{ readonly url: string; readonly requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => void server.close().closeAllConnections());
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, requests };
}

/** Answers every request with these header lines. */
export const answer =
  (lines: Readonly<Record<string, string>>, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, lines).end();

export const check = (url: string, ...args: readonly string[]): Promise<CliResult> =>
  runCli(["check", url, "--origin", ORIGIN, ...args]);

const schema = JSON.parse(readFileSync(new URL("../../schema/check.json", import.meta.url), "utf8"));
const isReport = new Ajv2020({ allowUnionTypes: true }).compile(schema);

/** The reports of `--json`, which have to be as the schema says. */
export async function report(
  url: string,
  ...args: readonly string[]
): Promise<CheckReport & { readonly codes: readonly string[] }> {
  const { stdout } = await check(url, "--json", ...args);
  const output = JSON.parse(stdout);
  expect(isReport(output), JSON.stringify(isReport.errors)).toBe(true);
  const [first] = output.checks as [CheckReport];
  return { ...first, codes: first.notes.map(({ code }) => code) };
}
