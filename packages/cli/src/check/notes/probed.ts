import { adviceFor, type HeaderLine } from "@fetch-cors/browser";
import { elementsOf, valuesOf } from "../../header-lines.ts";
import { varyFix } from "../../vary-fix.ts";
import type { Evaluation } from "../evaluate.ts";
import { listOf, type Note } from "../note.ts";
import { OTHER_ORIGIN, type Probes } from "../probes.ts";

const get = (lines: readonly HeaderLine[], name: string): string => valuesOf(lines, name).join(", ");

/** A note on a response to a request without `Origin` that a cache may give to a page. The browser then blocks it. */
function varyWithoutOrigin(evaluation: Evaluation, { withoutOrigin }: Probes): Note[] {
  const answer = evaluation.exchanges.find(({ exchange }) => exchange.kind === "actual")?.answer;
  if (!answer || !withoutOrigin || withoutOrigin.status !== answer.status) return [];
  const hadOrigin = get(answer.headers, "access-control-allow-origin") !== "";
  const varies = elementsOf(withoutOrigin.headers, "vary").some((name) => name === "origin" || name === "*");
  const isStored = !/\bno-store\b/i.test(get(withoutOrigin.headers, "cache-control"));
  if (!hadOrigin || get(withoutOrigin.headers, "access-control-allow-origin") !== "" || varies || !isStored) return [];
  return [
    {
      code: "vary-without-origin",
      level: "warning",
      text: "The response to a request without Origin, such as one for an image, has neither Access-Control-Allow-Origin nor Vary: Origin, so a cache can give it to the page, and the browser then blocks it",
      fix: varyFix("for this resource"),
    },
  ];
}

/** A note on error responses that the page gets as a CORS error instead of their status. */
function errorsWithoutHeaders(evaluations: readonly Evaluation[], { errors }: Probes): Note[] {
  const hidden = errors.filter(({ isReadable }) => !isReadable);
  if (hidden.length === 0 || !evaluations.some(({ verdict }) => verdict === "shared")) return [];
  const what = hidden.map(({ method, url, status }) => `${status} for ${method} ${new URL(url).pathname}`);
  return [
    {
      code: "error-without-headers",
      level: "warning",
      text: `The page cannot read ${listOf(what)}: error responses from this server have no CORS headers, so the page gets a CORS error instead of the status`,
      fix: "Send the CORS headers on every response, whatever its status (nginx: always; Apache: Header always)",
    },
  ];
}

/** The notes about requests from a different origin, without an origin, and for missing resources. */
export function probed(evaluations: readonly Evaluation[], probes: Probes): Note[] {
  const [first] = evaluations;
  if (!first) return [];
  const logs = [first, probes.otherOrigin].map((one) => one?.exchanges.map(({ exchange }) => exchange) ?? []);
  // No cache stores the response to a preflight.
  const cacheable = logs.map((log) => log.filter(({ kind }) => kind === "actual"));
  const advice = [
    ...adviceFor(...logs).filter(({ code }) => code !== "missing-vary" && code !== "no-max-age"),
    ...adviceFor(...cacheable).filter(({ code }) => code === "missing-vary"),
  ];
  const notes = advice.map(({ code, problem, fix }): Note => ({ code, level: "warning", text: problem, fix }));
  const isEcho = notes.some(({ code }) => code === "echoes-every-origin");
  const echo: Note[] =
    isEcho || probes.otherOrigin?.verdict !== "shared" || first.verdict !== "shared" || !wasEchoed(probes.otherOrigin)
      ? []
      : [
          {
            code: "echoes-every-origin",
            level: "info",
            text: `The server allows every origin by echoing it, including ${OTHER_ORIGIN}; without credentials, this is equivalent to "*"`,
          },
        ];
  return [...notes, ...echo, ...varyWithoutOrigin(first, probes), ...errorsWithoutHeaders(evaluations, probes)];
}

const wasEchoed = ({ exchanges }: Evaluation): boolean =>
  exchanges.some(
    ({ answer }) => answer !== undefined && get(answer.headers, "access-control-allow-origin") === OTHER_ORIGIN,
  );
