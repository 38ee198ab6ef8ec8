import { answeredBy } from "../answered-by.ts";
import type { Evaluation } from "../evaluate.ts";
import type { Note } from "../note.ts";

/** A note if different programs responded to the preflight and to the request for the same URL. */
export function differentPrograms({ exchanges }: Evaluation): Note[] {
  const [preflight, actual] = ["preflight", "actual"].map((kind) =>
    exchanges.find(({ exchange }) => exchange.kind === kind),
  );
  if (!preflight?.answer || !actual?.answer || preflight.exchange.request.url !== actual.exchange.request.url)
    return [];
  const [one, other] = [preflight.answer, actual.answer].map(({ headers }) => answeredBy(headers).programs.join(", "));
  if (one === other) return [];
  const name = (program: string | undefined): string => program || "a program that does not name itself";
  const text = `${name(one)} answered the preflight and ${name(other)} answered the request, so they can disagree about CORS`;
  return [{ code: "different-programs", level: "info", text: text.replace(/^a/, "A") }];
}
