import { readFileSync } from "node:fs";
import fastify from "fastify";
import { describe, expect, test } from "vitest";
import * as plugin from "../src/index.ts";

test("the list of exports is exact", () => {
  expect(Object.keys(plugin).sort()).toEqual(["CorsConfigError", "cors", "definePolicy", "explain", "parseOrigins"]);
});

test("the index contains only re-exports", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});

describe("options", () => {
  /** Returns the error with which the application fails to start, or `undefined`. */
  const failureOf = async (...options: unknown[]): Promise<unknown> => {
    const app = fastify();
    app.register(plugin.cors, ...(options as [never]));
    try {
      await app.ready();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      await app.close();
    }
  };
  const issuesOf = async (options: unknown): Promise<unknown> => {
    const failure = await failureOf(options);
    return failure instanceof plugin.CorsConfigError ? failure.issues.map(({ code }) => code) : failure;
  };

  test("may be absent, which means the public policy", async () => {
    for (const options of [[], [{}], [undefined]]) {
      const app = fastify();
      app.register(plugin.cors, ...(options as [never]));
      app.get("/", () => "hello");
      const { headers } = await app.inject({ url: "/", headers: { origin: "https://app.example.com" } });
      expect(headers["access-control-allow-origin"]).toBe("*");
      expect(headers).not.toHaveProperty("vary");
    }
  });

  test("with an invalid policy keep the application from starting, with every problem", async () => {
    expect(await issuesOf({ policy: undefined })).toEqual(["missing-origin"]);
    expect(await issuesOf({ onError: "throw" })).toEqual(["missing-origin"]);
    expect(await issuesOf({ policy: { origin: undefined } })).toEqual(["missing-origin"]);
    expect(await issuesOf({ policy: { origin: "https://a.example/", allowHeaders: [] } })).toEqual([
      "invalid-origin",
      "unknown-option",
    ]);
    expect(await issuesOf(() => ({ policy: { origin: "*", credentials: true } }))).toEqual([
      "wildcard-origin-with-credentials",
    ]);
    expect(await failureOf(() => ({ policy: { origin: "https://a.example" } }))).toBe(undefined);
  });

  test("with an unknown name keep the application from starting, with a hint", async () => {
    expect(await failureOf({ origin: "https://a.example" })).toEqual(
      new TypeError('cors has no option "origin"; write { policy: { … } }'),
    );
    expect(await failureOf({ policy: { origin: "*" }, prefix: "/api" })).toEqual(
      new TypeError('cors has no option "prefix"; register cors in a scope with that prefix'),
    );
    expect(await failureOf({ policy: { origin: "*" }, onError: 1 })).toBeInstanceOf(TypeError);
  });
});
