import { type Answered, wrongIn } from "./answers.ts";
import type { Bridged, Serve, Settings } from "./contender.ts";
import { differencesFrom } from "./design.ts";
import type { PreparedHandler } from "./handlers.ts";
import type { Workload } from "./workloads.ts";

/** A contender that is set up for a workload; every one takes an input that is made beforehand. */
export interface Served {
  readonly input: (request: Request) => unknown;
  readonly serve: (input: never) => unknown;
  /** Nothing where the body cannot be read. */
  readonly answer: (output: never) => Response;
  readonly hasBody: boolean;
}

export function served(made: Serve | Bridged): Served {
  if (typeof made !== "function") return { ...made, hasBody: false };
  return { input: (request) => request, serve: made, answer: (response: Response) => response, hasBody: true };
}

/** What one contender answers to one workload. */
export interface Verdict {
  /** By the standards. */
  readonly wrong: readonly string[];
  /** From what fetch-cors answers. */
  readonly differences: readonly string[];
}

/** Asks each request of a workload once, before anything is timed. */
export async function judge(
  { input, serve, answer, hasBody }: Served,
  workload: Workload,
  settings: Settings,
  handler: PreparedHandler,
): Promise<Verdict> {
  const requests = workload.requests(settings);
  const wrong: string[] = [];
  const differences: string[] = [];
  await handler.prepare?.(requests.length);
  for (const request of requests) {
    const response = answer((await serve(input(request) as never)) as never);
    const body = hasBody ? await response.text() : undefined;
    const answered: Answered = { workload, settings, handler, request, response, body };
    wrong.push(...wrongIn(answered));
    differences.push(...differencesFrom(answered));
  }
  return { wrong: [...new Set(wrong)], differences: [...new Set(differences)] };
}
