/** Pins each class of differences: which servers differ from `withCors` on which request, and all others do not. */
import { definePolicy } from "@fetch-cors/core";
import getPort from "get-port";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, classify, toAnswer } from "./differences.ts";
import { type RawRequest, send } from "./exchange.ts";
import { describeInstalled } from "./installed.ts";
import { nginx, PROGRAMS } from "./programs.ts";
import { DOWN, type Reference, startReference } from "./reference.ts";
import { makeDirectory, type Running, run, type Site, versionOf, writeConfiguration } from "./server-program.ts";
import { NUMBER_HEADER, startUpstream, type Upstream } from "./upstream.ts";

const APP = "https://app.example.com";

const request = (method: string, target: string, ...lines: RawRequest["lines"]): RawRequest => ({
  method,
  target,
  lines,
});
const origin = (value: string) => ["Origin", value] as const;
const requestedMethod = (value: string) => ["Access-Control-Request-Method", value] as const;
const requestedHeaders = (value: string) => ["Access-Control-Request-Headers", value] as const;

interface Pin {
  readonly title: string;
  readonly request: RawRequest;
  /** The class by server; a server that is not named here answers as `withCors`. */
  readonly classes: Readonly<Record<string, string>>;
}

const both = (name: string): Readonly<Record<string, string>> => ({ nginx: name, "nginx with njs": name });
const caddies = (name: string): Readonly<Record<string, string>> => ({
  "Caddy of Debian": name,
  "Caddy of PyPI": name,
});

/** The class for all servers but some. */
const except = (others: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(PROGRAMS.filter(({ title }) => !(title in others)).map(({ title }) => [title, name]));

/** Until 1.23, nginx reads the first of several lines; since then it joins them, as Node does. */
const isNginxJoining = !/^1\.(?:\d|1\d|2[0-2])\./.test(versionOf(nginx) ?? "1.22.");
const firstLine = isNginxJoining ? {} : both("second line");

const PINS: readonly Pin[] = [
  {
    title: "A preflight with an empty Origin",
    request: request("OPTIONS", "/case/0", origin(""), requestedMethod("PUT")),
    classes: { ...both("empty header"), Apache: "empty header" },
  },
  {
    title: "A preflight with an empty Access-Control-Request-Method",
    request: request("OPTIONS", "/case/0", origin(APP), requestedMethod("")),
    classes: { ...both("empty header"), Apache: "empty header" },
  },
  {
    title: "Two lines of Origin, the allowed one first",
    request: request("GET", "/case/0", origin(APP), origin("https://evil.example")),
    classes: firstLine,
  },
  {
    title: "Two lines of Origin, the allowed one last",
    request: request("GET", "/case/0", origin("https://evil.example"), origin(APP)),
    classes: {},
  },
  {
    title: "Two lines of Access-Control-Request-Headers",
    request: request(
      "OPTIONS",
      "/case/0",
      origin(APP),
      requestedMethod("PUT"),
      requestedHeaders("x-a"),
      requestedHeaders("x-b"),
    ),
    classes: { ...firstLine, HAProxy: "second line" },
  },
  {
    title: "A tab after the origin",
    request: request("GET", "/case/0", origin(`${APP}\t`)),
    classes: both("tab"),
  },
  {
    title: "A space after the origin",
    request: request("GET", "/case/0", origin(`${APP} `)),
    classes: {},
  },
  {
    title: "A NUL in the origin",
    request: request("GET", "/case/0", origin(`${APP}\0.evil.example`)),
    classes: except(caddies(""), "malformed request"),
  },
  {
    title: "A byte above ASCII in the origin",
    request: request("GET", "/case/0", origin(`${APP}\xe4`)),
    classes: {},
  },
  {
    title: "A folded line",
    request: request("GET", "/case/0", origin(`${APP}\r\n .evil.example`)),
    classes: except({}, "malformed request"),
  },
  {
    title: "A bare CR in the origin",
    request: request("GET", "/case/0", origin(`${APP}\r.evil.example`)),
    classes: except({ ...caddies(""), HAProxy: "" }, "malformed request"),
  },
  {
    title: "A bare LF after the origin",
    request: request("GET", "/case/0", origin(`${APP}\nX-Other: 1`)),
    classes: except({}, "malformed request"),
  },
  {
    title: "A list of 3,900 header names",
    request: request("OPTIONS", "/case/0", origin(APP), requestedMethod("PUT"), requestedHeaders("a,".repeat(3900))),
    classes: {},
  },
  {
    title: "A list of header names above 8 KiB",
    request: request(
      "OPTIONS",
      "/case/0",
      origin(APP),
      requestedMethod("PUT"),
      requestedHeaders(`x-${"a".repeat(8300)}`),
    ),
    classes: { ...both("long header"), Apache: "long header" },
  },
  {
    title: "A requested header that the wildcard does not cover",
    request: request("OPTIONS", "/case/0", origin(APP), requestedMethod("PUT"), requestedHeaders("authorization,x-a")),
    classes: { ...both("dropped echo"), ...caddies("dropped echo"), Apache: "dropped echo" },
  },
  {
    title: "A server without an upstream",
    request: request("GET", DOWN, origin(APP)),
    classes: { Apache: "gateway error", HAProxy: "gateway error", Envoy: "gateway error" },
  },
  {
    title: "OPTIONS for the whole server",
    request: request("OPTIONS", "*", origin(APP), requestedMethod("PUT")),
    classes: except({ HAProxy: "" }, "OPTIONS *"),
  },
];

const POLICY = definePolicy({ origin: [APP], credentials: true, allowedHeaders: ["*"] });

for (const program of PROGRAMS) {
  describeInstalled(program, () => {
    let upstream: Upstream;
    let reference: Reference;
    let server: Running;
    let port: number;

    beforeAll(async () => {
      upstream = await startUpstream();
      reference = await startReference(POLICY);
      port = await getPort();
      const directory = makeDirectory();
      const configuration = program.toConfiguration(POLICY, { directory });
      writeConfiguration(configuration, directory);
      const site: Site = { port, upstream: upstream.port, configuration };
      server = await run(program, program.configure([site], directory), [port], directory);
    }, 60_000);
    afterAll(async () => {
      await server?.stop();
      reference?.stop();
      upstream?.stop();
    });

    test.each(PINS)("$title", async ({ title, request: { lines, ...rest }, classes }) => {
      const numbered = { ...rest, lines: [...lines, [NUMBER_HEADER, title] as const] };
      const answerOf = async (to: number, behind: { count: (number: string) => number }): Promise<Answer> =>
        toAnswer(await send(to, numbered), behind.count(title));
      const [expected, seen] = [await answerOf(reference.port, reference), await answerOf(port, upstream)];
      const found = classify({ server: program.title, request: { ...rest, lines }, expected, seen });
      const name = typeof found === "string" ? found : found.name;
      expect([name, { expected, seen }]).toEqual([classes[program.title] ?? "equal", { expected, seen }]);
    });
  });
}
