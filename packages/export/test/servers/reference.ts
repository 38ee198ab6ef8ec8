/** The servers that all others are compared with: `withCors` of `@fetch-cors/node` around the same upstream. */
import { type CorsPolicy, withCors } from "@fetch-cors/node";
import { answer, type Listening, listen, NUMBER_HEADER } from "./upstream.ts";

/** Below this path the upstream is down. */
export const DOWN = "/down";

export interface Reference extends Listening {
  readonly count: (number: string) => number;
}

export async function startReference(policy: CorsPolicy): Promise<Reference> {
  const counts = new Map<string, number>();
  const { port, stop } = await listen(
    withCors((request, response) => {
      if (request.url?.startsWith(DOWN)) return void response.writeHead(502).end();
      const number = String(request.headers[NUMBER_HEADER.toLowerCase()]);
      counts.set(number, (counts.get(number) ?? 0) + 1);
      answer(request.url ?? "", response);
    }, policy),
  );
  return { port, stop, count: (number) => counts.get(number) ?? 0 };
}
