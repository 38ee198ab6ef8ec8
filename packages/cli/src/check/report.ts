import type { Engine, HeaderLine } from "@fetch-cors/browser";
import type { CorsOptions } from "@fetch-cors/core";
import { capitalize } from "../header-lines.ts";
import { redact, redactLines } from "../redact.ts";
import type { Answer } from "../transport/answer.ts";
import { conditionFor } from "../trust.ts";
import { type AnsweredBy, answeredBy } from "./answered-by.ts";
import { causeOf } from "./cause.ts";
import { changeFor } from "./change.ts";
import { configurationFor, type FixTarget } from "./configuration.ts";
import type { EngineVerdict, Evaluation } from "./evaluate.ts";
import { type Fix, fixFor, isFixedByPolicy } from "./fix.ts";
import type { Note } from "./note.ts";
import type { PageRequest } from "./page-request.ts";

/** A response header, and whether the CORS protocol uses it in this exchange. */
interface ReportedHeader {
  readonly name: string;
  readonly value: string;
  /** `"cors"`: used by the CORS protocol in this exchange; `"ignored"`: a CORS header without effect; `"other"`. */
  readonly role: "cors" | "ignored" | "other";
}

/** An exchange with a server. */
export interface ReportedExchange {
  readonly kind: "preflight" | "actual";
  readonly method: string;
  readonly url: string;
  /** The headers that the CORS protocol or the page adds. */
  readonly requestHeaders: readonly { readonly name: string; readonly value: string }[];
  /** `null` if there is no response. */
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly ReportedHeader[];
    readonly httpVersion: "1.1" | "2";
    readonly address: string | null;
    readonly milliseconds: number;
    readonly answeredBy: AnsweredBy;
  } | null;
  /** The verdict of each engine that made this exchange. */
  readonly verdicts: Readonly<Partial<Record<Engine, string>>>;
}

/** The verdict of an engine. */
export interface ReportedVerdict {
  readonly engine: Engine;
  readonly verdict: EngineVerdict;
  /** The status that the page sees, if the response is shared. */
  readonly status: number | null;
  readonly code: string | null;
  /** The message in the console of the engine. */
  readonly message: string | null;
  readonly cause: string | null;
  readonly fix: string | null;
  /** The indexes of the engine's exchanges. */
  readonly exchanges: readonly number[];
}

/** A policy that allows the request. */
export interface ReportedFix {
  readonly policy: CorsOptions;
  /** When the policy may be used. */
  readonly condition: string;
  readonly preflightHeaders: readonly HeaderLine[] | null;
  readonly headers: readonly HeaderLine[];
  /** With `--fix`. */
  readonly configuration:
    | {
        readonly server: FixTarget;
        readonly parts: readonly { readonly file: string; readonly place: string; readonly content: string }[];
      }
    | { readonly server: FixTarget; readonly refusal: string }
    | null;
}

/** The result of `check` for one request from one origin; `--json` prints it. */
export interface CheckReport {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly credentials: string;
  };
  readonly origin: string;
  readonly verdicts: readonly ReportedVerdict[];
  readonly exchanges: readonly ReportedExchange[];
  readonly fix: ReportedFix | null;
  readonly notes: readonly Note[];
}

const PREFLIGHT_ONLY = /^access-control-(?:allow-methods|allow-headers|max-age)$/i;
const BOTH = /^(?:access-control-allow-(?:origin|credentials)|vary|location)$/i;
const ACTUAL_ONLY = /^access-control-expose-headers$/i;

function roleOf(name: string, kind: "preflight" | "actual"): ReportedHeader["role"] {
  if (BOTH.test(name)) return "cors";
  if (PREFLIGHT_ONLY.test(name)) return kind === "preflight" ? "cors" : "ignored";
  if (ACTUAL_ONLY.test(name)) return kind === "actual" ? "cors" : "ignored";
  return /^access-control-/i.test(name) ? "ignored" : "other";
}

/** Headers that a browser sends with every request. */
const USUAL = /^(?:accept|user-agent|referer)$/i;

const pairs = (lines: Iterable<HeaderLine>): { readonly name: string; readonly value: string }[] =>
  Array.from(lines, ([name, value]) => ({ name, value: redact(name, value) }));

const toResponse = (answer: Answer, kind: "preflight" | "actual"): ReportedExchange["response"] => ({
  status: answer.status,
  statusText: answer.statusText,
  headers: redactLines(answer.headers).map(([name, value]) => ({ name, value, role: roleOf(name, kind) })),
  httpVersion: answer.httpVersion,
  address: answer.address ?? null,
  milliseconds: Math.round(answer.duration),
  answeredBy: answeredBy(answer.headers),
});

/** The exchanges of all engines, each once. */
function exchangesOf(evaluations: readonly Evaluation[]): {
  readonly exchanges: readonly ReportedExchange[];
  readonly indexes: readonly (readonly number[])[];
} {
  const exchanges: (ReportedExchange & { readonly verdicts: Partial<Record<Engine, string>> })[] = [];
  const known = new Map<unknown, number>();
  const indexes = evaluations.map(({ engine, exchanges: own }) =>
    own.map(({ exchange, recording, answer }) => {
      const { kind, verdict } = exchange;
      const index = known.get(recording) ?? exchanges.length;
      known.set(recording, index);
      exchanges[index] ??= {
        kind,
        method: recording.method,
        url: recording.url,
        requestHeaders: pairs(
          Array.from(recording.headers, ([name, value]) => [capitalize(name), value] as const),
        ).filter(({ name, value }) => !USUAL.test(name) || (name === "Accept" && value !== "*/*")),
        response: answer ? toResponse(answer, kind) : null,
        verdicts: {},
      };
      exchanges[index].verdicts[engine] = verdict;
      return index;
    }),
  );
  return { exchanges, indexes };
}

function toReportedFix(fix: Fix, condition: string, target: FixTarget | undefined): ReportedFix {
  const { options, policy, preflight, actual } = fix;
  const configuration = target === undefined ? undefined : configurationFor(policy, target);
  return {
    policy: options,
    condition,
    preflightHeaders: preflight ?? null,
    headers: actual,
    configuration:
      target === undefined || configuration === undefined
        ? null
        : typeof configuration === "string"
          ? { server: target, refusal: configuration }
          : {
              server: target,
              // The first part contains the origin.
              parts: configuration.parts.map(({ file, place, content }, index) => ({
                file,
                place,
                content: index === 0 ? `# ${condition}\n${content}` : content,
              })),
            },
  };
}

/** Creates the report of a check. */
export async function createReport(
  { request, origin }: { readonly request: PageRequest; readonly origin: string },
  {
    evaluations,
    notes,
    target,
  }: {
    readonly evaluations: readonly Evaluation[];
    readonly notes: readonly Note[];
    readonly target: FixTarget | undefined;
  },
): Promise<CheckReport> {
  const { exchanges, indexes } = exchangesOf(evaluations);
  const isFixable = evaluations.some(
    ({ verdict, code }) => verdict === "blocked" && code !== undefined && isFixedByPolicy(code),
  );
  const fix = isFixable || target !== undefined ? await fixFor(request, origin) : undefined;
  const condition = conditionFor({ origin, isCredentialed: request.credentials === "include" });
  return {
    request: {
      method: request.method,
      url: request.url,
      headers: pairs(request.headers),
      credentials: request.credentials,
    },
    origin,
    verdicts: evaluations.map((evaluation, index) => ({
      engine: evaluation.engine,
      verdict: evaluation.verdict,
      status: evaluation.response?.status ?? null,
      code: evaluation.code ?? null,
      message: evaluation.message ?? null,
      cause: causeOf(evaluation, origin) ?? null,
      fix: changeFor(evaluation, origin) ?? null,
      exchanges: indexes[index] ?? [],
    })),
    exchanges,
    fix: fix ? toReportedFix(fix, condition, target) : null,
    notes,
  };
}
