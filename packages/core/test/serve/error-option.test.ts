import { afterEach, describe, expect, test, vi } from "vitest";
import { errorHook, wrapErrorOption } from "../../src/adapter.ts";
import { definePolicy } from "../../src/index.ts";

const error = new Error("broken");
const sorry = (): Response => new Response("sorry", { status: 503 });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("errorHook", () => {
  test("returns the response of the option, which receives the error and the arguments of the handler", async () => {
    const option = vi.fn(sorry);
    const response = await errorHook<[request: string, server: string]>(option)(error, "request", "server");
    expect(response.status).toBe(503);
    expect(option.mock.calls).toEqual([[error, "request", "server"]]);
  });

  test("returns a plain 500 and logs the error if the option returns no response", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await errorHook(() => undefined)(error);
    expect([response.status, await response.text()]).toEqual([500, "Internal Server Error"]);
    expect(log.mock.calls).toEqual([[error]]);
  });

  test("returns a plain 500 and logs both errors if the option fails", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const failure = new Error("the option");
    const response = await errorHook(() => Promise.reject(failure))(error);
    expect(response.status).toBe(500);
    expect(log.mock.calls).toEqual([[error], [failure]]);
  });
});

describe("wrapErrorOption", () => {
  test("calls the option on the same object, and decides as for a request without Origin", () => {
    const server = { name: "server" };
    const option = vi.fn(sorry);
    const response = wrapErrorOption(option, { origin: "https://app.example.com" }).call(server, error) as Response;
    expect([response.status, response.headers.get("Vary")]).toEqual([503, "Origin"]);
    expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
    expect(option.mock.calls).toEqual([[error]]);
    expect(option.mock.contexts).toEqual([server]);
  });

  test("shares the response under a public policy", () => {
    const response = wrapErrorOption(sorry, { origin: "*" }).call(undefined, error) as Response;
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test("allows no origin under a policy function, which needs a request", () => {
    const choose = vi.fn(() => definePolicy({ origin: "*" }));
    const response = wrapErrorOption(sorry, choose).call(undefined, error) as Response;
    expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
    expect(choose).not.toHaveBeenCalled();
  });

  test("passes an error of the option on to the runtime", () => {
    const fail = (): never => {
      throw error;
    };
    expect(() => wrapErrorOption(fail, { origin: "*" }).call(undefined, error)).toThrow(error);
  });
});
