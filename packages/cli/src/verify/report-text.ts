import { styleText } from "node:util";
import type { Engine, HeaderLine } from "@fetch-cors/browser";
import type { DifferenceKind } from "./difference.ts";
import { NO_ORIGIN, type PageRequest } from "./page-request.ts";
import { checkLine, curlLines } from "./reproduce.ts";
import type { Counterexample, VerifyReport } from "./verify.ts";
import { wrap } from "./wrap.ts";

type Style = Parameters<typeof styleText>[0];

/** How the report is printed. */
export interface TextOptions {
  readonly colors: boolean;
  /** In columns. */
  readonly width: number;
  /** The headers that the user adds to requests, without their secrets. */
  readonly headers?: readonly HeaderLine[];
}

const NAMES: Readonly<Record<Engine, string>> = {
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
  standard: "the Fetch Standard",
};

/** "Chromium, Firefox and WebKit"; the standard is named only if no engine shows the difference. */
function namesOf(engines: readonly Engine[]): string {
  const real = engines.filter((engine) => engine !== "standard");
  const names = (real.length > 0 ? real : engines).map((engine) => NAMES[engine]);
  return names.join(", ").replace(/, ([^,]*)$/, " and $1");
}

const TITLES: Readonly<Record<DifferenceKind, string>> = {
  blocks: "A page gets an error instead of the response",
  shares: "A page gets a response that the policy denies",
  "lets-through": "A request is sent that the policy stops",
  "hides-header": "A page cannot read a header that the policy exposes",
  "shows-header": "A page reads a header that the policy does not expose",
  "preflight-lifetime": "Browsers keep the answer to a preflight for another time",
};

const CACHE_TITLE = "A page gets the answer to another request from a shared cache";

function sentenceOf({ origin, url, method, headers, credentials }: PageRequest): string {
  const names = headers.length > 0 ? ` with ${headers.join(", ")}` : "";
  return `A page of ${origin} requests ${method} ${url}${names}${credentials === "include" ? ", with credentials" : ""}`;
}

const cacheSentence = (earlier: string | undefined): string =>
  `A shared cache has stored the answer to ${earlier === NO_ORIGIN ? "a request without Origin" : `a page of ${earlier}`} before, and its Vary does not tell the two apart`;

/** The report for a person. */
export function reportText(report: VerifyReport, { colors, width, headers = [] }: TextOptions): string {
  const style = (format: Style, text: string): string =>
    colors ? styleText(format, text, { validateStream: false }) : text;
  const lines: string[] = [];
  const add = (text: string, indent: number, hanging = indent): void => {
    lines.push(...wrap(text, { width, indent, hanging }));
  };
  const addCounterexample = ({ request, difference, engines }: Counterexample): void => {
    const { kind, expected, found, change, exchange, stored } = difference;
    lines.push(style(["bold", "red"], `✗ ${stored ? CACHE_TITLE : TITLES[kind]}`));
    add(sentenceOf(request), 2);
    if (stored) add(cacheSentence(request.earlier), 2);
    add(`policy  ${expected}`, 2, 10);
    add(`server  ${found}`, 2, 10);
    add(`seen by ${namesOf(engines)}`, 2, 10);
    add(`${change}`, 2);
    const commands = [checkLine(request, engines[0] ?? "standard"), ...curlLines(exchange, { stored, headers })];
    for (const command of commands) lines.push(style("cyan", `    ${command}`));
    lines.push("");
  };
  for (const counterexample of report.differences) addCounterexample(counterexample);
  if (report.notes.length > 0) {
    lines.push("Notes: no page can observe these differences");
    for (const { text } of report.notes) add(`- ${text}`, 2, 4);
    lines.push("");
  }
  add(summaryOf(report), 0);
  return `${lines.join("\n")}\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const ENDINGS = {
  interrupted: "Interrupted",
  unreachable: "The server answers no more",
} as const;

function summaryOf({ seed, runs, requests, differences, ended }: VerifyReport): string {
  const amount = `${count(runs, "request")} of pages, ${count(requests, "request")} to the server, seed ${seed}`;
  const found = differences.length > 0 ? count(differences.length, "difference") : "no difference";
  if (ended) return `${ENDINGS[ended]}; ${found} until then (${amount})`;
  return differences.length > 0 ? `${found} (${amount})` : `The server answers as the policy does (${amount})`;
}
