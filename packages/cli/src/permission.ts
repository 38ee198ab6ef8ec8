import { createInterface } from "node:readline/promises";
import type { Io } from "./command.ts";
import { isLoopbackHost } from "./transport/address-space.ts";
import { UsageError } from "./usage-error.ts";

/** Methods that are meant to change nothing. */
const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Whether a request may be sent: to the machine itself any, elsewhere only with a safe method unless `send`. */
export const maySend = (method: string, url: string | URL, { send }: { readonly send: boolean }): boolean =>
  send || SAFE_METHODS.includes(method) || isLoopbackHost(new URL(url).hostname);

/** A request that was not sent, because its method may change data and `--send` is missing. */
export class NotSentError extends Error {
  override readonly name: "NotSentError" = "NotSentError";
}

/** A network that does not send what needs `--send`. */
export function withPermission<Answer>(
  network: (request: Request) => Promise<Answer>,
  permission: { readonly send: boolean },
): (request: Request) => Promise<Answer> {
  return async (request) => {
    if (!maySend(request.method, request.url, permission)) {
      throw new NotSentError(
        `${request.method} ${request.url} is not sent, because it may change data; pass --send to send it`,
      );
    }
    return network(request);
  };
}

/**
 * Asks before hosts other than the machine itself get many requests.
 *
 * @param purpose - What is sent, like "about 60 requests".
 * @throws {UsageError} If the answer is not yes, or if there is no terminal to ask on.
 */
export async function askForHosts(
  io: Io,
  urls: readonly string[],
  { yes, purpose }: { readonly yes: boolean; readonly purpose: string },
): Promise<void> {
  const hosts = [
    ...new Set(
      urls
        .map((url) => new URL(url))
        .filter(({ hostname }) => !isLoopbackHost(hostname))
        .map(({ host }) => host),
    ),
  ];
  if (yes || hosts.length === 0) return;
  if (!io.interactive) {
    throw new UsageError(`${hosts.join(", ")}: pass --yes to send ${purpose} to a remote host`);
  }
  const prompt = createInterface({ input: io.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`Send ${purpose} to ${hosts.join(", ")}? [y/N] `, { signal: io.signal });
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new UsageError("Nothing was sent");
  } finally {
    prompt.close();
  }
}
