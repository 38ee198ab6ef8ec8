import type { Engine, HeaderLine } from "@fetch-cors/browser";
import type { Evaluation } from "../evaluate.ts";
import { engineName, listOf, type Note } from "../note.ts";

/** The longest time that an engine caches the response to a preflight, in seconds. */
const LIMITS: Readonly<Record<Engine, number>> = {
  standard: Number.POSITIVE_INFINITY,
  chromium: 7200,
  firefox: 86_400,
  webkit: 600,
};

/** How long an engine caches it without `Access-Control-Max-Age`, in seconds. */
const DEFAULT = 5;

/** How long an engine caches the response to a preflight, in seconds. See #cors-preflight-fetch-0. */
export function cachedSeconds(engine: Engine, lines: readonly HeaderLine[]): number {
  const values = lines
    .filter(([name]) => name.toLowerCase() === "access-control-max-age")
    .map(([, value]) => value.trim());
  if (values.length === 0) return DEFAULT;
  const value = values.join(", ");
  const isSigned = engine === "chromium" || engine === "webkit";
  if (!(isSigned ? /^[+-]?\d+$/ : /^\d+$/).test(value)) return engine === "firefox" && value !== "" ? 0 : DEFAULT;
  const seconds = Number(value);
  if (isSigned && Math.abs(seconds) >= 2 ** 63) return DEFAULT;
  return Math.min(Math.max(0, seconds), LIMITS[engine]);
}

/** A note on how long each engine caches an allowed preflight. */
export function maxAge(evaluations: readonly Evaluation[]): Note[] {
  const kept = evaluations.flatMap(({ engine, exchanges }) => {
    const allowed = exchanges.find(({ exchange }) => exchange.kind === "preflight" && exchange.verdict === "allowed");
    return allowed?.answer ? [{ engine, lines: allowed.answer.headers }] : [];
  });
  const lines = kept[0]?.lines.filter(([name]) => name.toLowerCase() === "access-control-max-age");
  if (!lines) return [];
  const times = kept.map((one) => `${cachedSeconds(one.engine, one.lines)} seconds by ${engineName(one.engine)}`);
  const start =
    lines.length > 0
      ? `Access-Control-Max-Age: ${lines.map(([, value]) => value).join(", ")}: the`
      : "Without Access-Control-Max-Age the";
  const text = `${start} response to the preflight is cached ${listOf(times)}`;
  if (lines.length > 0) return [{ code: "max-age", level: "info", text }];
  return [
    {
      code: "no-max-age",
      level: "warning",
      text,
      fix: 'Send "Access-Control-Max-Age: 600", which every browser honors in full',
    },
  ];
}
