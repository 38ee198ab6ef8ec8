import { checkResponse, type Exchange } from "./check-response.ts";
import type { PreparedHandler } from "./handlers.ts";
import type { Policy, Server } from "./peer.ts";
import type { Scenario } from "./scenarios.ts";

/**
 * Sends each request of a scenario once, and checks the responses.
 *
 * @param check - Lists the mistakes of a response. Defaults to the mistakes against the standards.
 * @returns Each mistake once.
 * @throws The error of the server.
 */
export async function runScenario(
  { input, answer, output, hasBody }: Server,
  scenario: Scenario,
  policy: Policy,
  handler: PreparedHandler,
  check: (exchange: Exchange) => readonly string[] = checkResponse,
): Promise<readonly string[]> {
  const requests = scenario.requests(policy);
  const mistakes: string[] = [];
  await handler.prepare?.(requests.length);
  for (const request of requests) {
    const response = output((await answer(input(request) as never)) as never);
    const body = hasBody ? await response.text() : undefined;
    mistakes.push(...check({ scenario, policy, handler, request, response, body }));
  }
  return [...new Set(mistakes)];
}
