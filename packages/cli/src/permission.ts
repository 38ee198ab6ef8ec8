import { createInterface } from "node:readline/promises";
import type { Io } from "./command.ts";
import { isLoopbackHost } from "./transport/address-space.ts";
import { UsageError } from "./usage-error.ts";

/** Methods that are not meant to change anything. */
const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Whether a request may be sent. A request to a remote host needs a safe method, unless `send` is true. */
export const maySend = (method: string, url: string | URL, { send }: { readonly send: boolean }): boolean =>
  send || SAFE_METHODS.includes(method) || isLoopbackHost(new URL(url).hostname);

/** A request that was not sent, because its method may change data and `--send` is missing. */
export class NotSentError extends Error {
  override readonly name: "NotSentError" = "NotSentError";
}

/** Wraps a network. Requests that need `--send` throw a `NotSentError` without it. */
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
 * Asks the user before many requests are sent to hosts other than the local machine.
 *
 * @param purpose - The requests to send, such as "about 60 requests".
 * @throws {UsageError} If the user does not answer yes, or if there is no terminal to ask on.
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
