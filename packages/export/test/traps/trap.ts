/** Compares one configuration, with a trap in it or without, with `withCors`. */
import { definePolicy } from "@fetch-cors/core";
import getPort from "get-port";
import { expect, test } from "vitest";
import type { ServerConfiguration } from "../../src/index.ts";
import { type Comparison, classify, toAnswer } from "../servers/differences.ts";
import { type RawRequest, send } from "../servers/exchange.ts";
import type { ListOptions } from "../servers/policies.ts";
import { startReference } from "../servers/reference.ts";
import { makeDirectory, run, type ServerProgram, type Site, writeConfiguration } from "../servers/server-program.ts";
import { NUMBER_HEADER, startUpstream } from "../servers/upstream.ts";

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";

/** A policy with credentials, methods and exposed headers. */
export const POLICY: ListOptions = {
  origin: [APP, "https://*.preview.example.com"],
  credentials: true,
  methods: ["GET", "PUT"],
  exposedHeaders: ["X-Request-Id"],
};

export const get = (origin: string | undefined, target = "/case/1", method = "GET"): RawRequest => ({
  method,
  target,
  lines: origin === undefined ? [] : [["Origin", origin]],
});

export const preflight = (origin: string, headers = "content-type", target = "/case/0"): RawRequest => ({
  method: "OPTIONS",
  target,
  lines: [
    ["Origin", origin],
    ["Access-Control-Request-Method", "PUT"],
    ["Access-Control-Request-Headers", headers],
  ],
});

/** The requests that every configuration is tried with, beside those of its trap. */
const USUAL: readonly RawRequest[] = [
  get(APP),
  get(EVIL),
  get(undefined),
  get(APP, "/case/15"),
  get(APP, "/down"),
  preflight(APP),
  preflight("https://pr-7.preview.example.com"),
  preflight(EVIL),
];

interface Trap {
  readonly program: ServerProgram;
  readonly options?: ListOptions;
  /** The whole configuration as the documentation says. */
  readonly right: (site: Site, directory: string) => string;
  /** The same with the trap. */
  readonly wrong: (site: Site, directory: string) => string;
  /** The requests that the trap answers in another way; the right configuration is tried with `USUAL` too. */
  readonly requests: readonly RawRequest[];
  /** Whether the server answers by itself, so that nothing reaches the upstream. */
  readonly isStatic?: boolean;
  /** Tells a wrong answer. Defaults to a difference that no class explains. */
  readonly isWrong?: (comparison: Comparison) => boolean;
  /** Makes the configuration of the right one. Defaults to that of the program. */
  readonly toConfiguration?: ServerProgram["toConfiguration"];
}

/** The answers that are wrong. It rejects if the server does not start. */
async function differences(
  trap: Trap,
  configure: Trap["right"],
  requests: readonly RawRequest[],
): Promise<readonly Comparison[]> {
  const { program, options = POLICY, isStatic = false, toConfiguration = program.toConfiguration } = trap;
  const { isWrong = (comparison) => classify(comparison) === "unexplained" } = trap;
  const policy = definePolicy(options);
  const [upstream, reference, port] = [await startUpstream(), await startReference(policy), await getPort()];
  const directory = makeDirectory();
  const found: Comparison[] = [];
  try {
    const configuration: ServerConfiguration = toConfiguration(policy, { directory });
    writeConfiguration(configuration, directory);
    const site = { port, upstream: upstream.port, configuration };
    const server = await run(program, configure(site, directory), [port], directory);
    try {
      for (const [index, request] of requests.entries()) {
        const numbered = { ...request, lines: [...request.lines, [NUMBER_HEADER, String(index)] as const] };
        const [expected, seen] = [await send(reference.port, numbered), await send(port, numbered)];
        const comparison = {
          server: program.title,
          request,
          expected: toAnswer(expected, reference.count(String(index))),
          seen: toAnswer(seen, (isStatic ? reference : upstream).count(String(index))),
        };
        if (isWrong(comparison)) found.push(comparison);
      }
    } finally {
      await server.stop();
    }
  } finally {
    upstream.stop();
    reference.stop();
  }
  return found;
}

/** One test: the trap changes an answer, or keeps the server from starting; the right configuration does neither. */
export function testTrap(title: string, trap: Trap): void {
  test(title, async () => {
    expect(await differences(trap, trap.right, [...USUAL, ...trap.requests])).toEqual([]);
    const wrong = differences(trap, trap.wrong, trap.requests);
    if (trap.requests.length > 0) expect((await wrong).length).toBe(trap.requests.length);
    else await expect(wrong).rejects.toThrow("does not answer");
  });
}

/** Replaces a text that has to be there: else the trap would not be in the configuration. */
export function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${from} is not in:\n${text}`);
  return changed;
}
