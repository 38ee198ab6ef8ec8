// The client libraries of the README, with the page's `fetch` and a real server.
import { readFileSync } from "node:fs";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { initTRPC } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import axios from "axios";
import { Hono } from "hono";
import { hc } from "hono/client";
import { cors } from "hono/cors";
import { validator } from "hono/validator";
import ky from "ky";
import { expect, test } from "vitest";
import { type Browser, isCorsBlock } from "../src/index.ts";
import { API, browse, inShort, ORIGIN } from "./page.ts";

const SITE = new URL(API).origin;
const ADA = { name: "Ada" };

const trpc = initTRPC.create();
const router = trpc.router({ create: trpc.procedure.mutation(() => ADA) });
const app = new Hono().use(cors({ origin: ORIGIN, allowMethods: ["PUT"], allowHeaders: ["Content-Type"] })).put(
  "/users",
  validator("json", (value: typeof ADA) => value),
  (context) => context.json(context.req.valid("json")),
);
app.all("/trpc/*", ({ req }) => fetchRequestHandler({ endpoint: "/trpc", req: req.raw, router }));

// The types of tRPC and `exactOptionalPropertyTypes` exclude the platform's `fetch` too.
type TrpcPage = { readonly fetch: NonNullable<Parameters<typeof httpBatchLink>[0]["fetch"]> };

interface Library {
  readonly name: string;
  /** Sends the name as JSON, and gives back what the server answers. */
  readonly send: (page: Browser) => Promise<unknown>;
  readonly sent?: string;
}

const libraries: readonly Library[] = [
  {
    name: "axios",
    send: async (page) => {
      const headers = { "User-Agent": false };
      const client = axios.create({ adapter: "fetch", env: { fetch: page.fetch }, headers });
      const { data } = await client.put(API, ADA);
      return data;
    },
  },
  {
    name: "ky",
    send: (page) => {
      const client = ky.create({ fetch: page.fetch, retry: 0 });
      return client.put(API, { json: ADA }).json();
    },
  },
  {
    name: "hc",
    send: async (page) => {
      const url = SITE;
      const client = hc<typeof app>(url, { fetch: page.fetch });
      const response = await client.users.$put({ json: ADA });
      return response.json();
    },
  },
  {
    name: "tRPC",
    send: (browser) => {
      const url = `${SITE}/trpc`;
      const page = browser as TrpcPage;
      const client = createTRPCClient<typeof router>({ links: [httpBatchLink({ url, fetch: page.fetch })] });
      return client.create.mutate();
    },
    sent: `POST ${SITE}/trpc/create?batch=1`,
  },
];

test.each(libraries)("$name sends a preflight, and gets the response", async ({ send, sent = `PUT ${API}` }) => {
  const page = browse((request) => app.fetch(request));
  expect(await send(page)).toEqual(ADA);
  expect(inShort(page.log)).toEqual([`OPTIONS ${sent.replace(/^\w+ /, "")} allowed`, `${sent} shared`]);
});

/** An error, and those that a library wraps. */
const causesOf = (error: unknown): readonly unknown[] =>
  error instanceof Error ? [error, ...causesOf(error.cause)] : [];

test.each(libraries)("$name fails with the block, or with an error that it causes", async ({ send }) => {
  const page = browse((request) => app.fetch(request), { origin: "https://evil.example" });
  const error: unknown = await send(page).catch((reason: unknown) => reason);
  expect(causesOf(error).some(isCorsBlock)).toBe(true);
  expect(page.log).toHaveLength(1);
});

test("the README shows the calls of this file", () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
  const section = read("../README.md").split("### With an HTTP client library")[1]?.split("###")[0] ?? "";
  const calls = [...section.matchAll(/^\|[^|]*\| `([^`]*\))` *\|$/gm)].map(([, call]) => call);
  expect(calls).toHaveLength(libraries.length);
  for (const call of calls) expect(read("./client-libraries.test.ts").replace("<typeof app>", "")).toContain(call);
  expect(section).toContain('headers = { "User-Agent": false }');
});
