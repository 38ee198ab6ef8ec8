/** Runs a verification in a test, over a real transport. */
import type { CorsPolicy } from "@fetch-cors/core";
import { createTransport } from "../../../src/transport/create-transport.ts";
import { LiveServer } from "../../../src/verify/live-server.ts";
import { type VerifyOptions, type VerifyReport, verify } from "../../../src/verify/verify.ts";

export async function verifyServer(
  url: string | readonly string[],
  policy: CorsPolicy,
  options: Partial<VerifyOptions> = {},
): Promise<VerifyReport> {
  const transport = createTransport({ bodyLimit: 0 });
  try {
    return await verify({
      policy,
      server: new LiveServer({ network: transport.network }),
      urls: typeof url === "string" ? [url] : url,
      missing: true,
      runs: 300,
      seed: 1,
      origins: [],
      maySend: () => true,
      signal: new AbortController().signal,
      ...options,
    });
  } finally {
    await transport.close();
  }
}

/** The differences as the tables of mistakes name them: the kind, and whether a cache is needed. */
export const kindsOf = ({ differences }: VerifyReport): readonly string[] =>
  differences.map(({ difference: { kind, cause, stored } }) => `${stored ? "cached " : ""}${kind} ${cause}`);
