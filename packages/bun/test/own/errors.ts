// Errors: the option `error`, the hook `onError`, and Bun's own responses.
import { expect, test } from "vitest";
import { type Address, APP, allowed, EVIL, send } from "../send.ts";

export function errorCases(at: Address, output: () => string): void {
  const callsOf = async (server: string): Promise<number> => Number((await send(await at(server, "/calls"))).body);

  test("a handler that throws produces a 500 with CORS headers, without details of the error", async () => {
    const { status, body, cors, all } = await send(await at("routed", "/throws"), { origin: APP });
    expect([status, body, cors, all("vary")]).toEqual([500, "Internal Server Error", allowed(), ["Origin"]]);
    expect((await send(await at("routed", "/throws"), { origin: EVIL })).cors).toEqual([]);
  });

  test("the option error responds, with CORS headers; it is called once, on the server", async () => {
    const before = await callsOf("error");
    const thrown = await send(await at("error", "/throws"), { origin: APP });
    expect([thrown.status, JSON.parse(thrown.body)]).toEqual([503, { cause: "Error: boom", isServer: true }]);
    expect([thrown.cors, thrown.all("vary")]).toEqual([allowed(), ["Origin"]]);
    const rejected = await send(await at("error", "/rejects"), { origin: APP });
    expect([rejected.status, JSON.parse(rejected.body).cause, rejected.cors]).toEqual([
      503,
      "not even an error",
      allowed(),
    ]);
    expect(await callsOf("error")).toBe(before + 2);
  });

  test("an option error that returns nothing produces a 500 with CORS headers; it is called once", async () => {
    const before = await callsOf("silentError");
    const { status, body, cors } = await send(await at("silentError", "/throws"), { origin: APP });
    expect([status, body, cors]).toEqual([500, "Internal Server Error", allowed()]);
    expect(await callsOf("silentError")).toBe(before + 1);
  });

  test("an option error that throws produces a 500 with CORS headers, and both errors are logged", async () => {
    // No other test logs this error.
    const { status, body, cors } = await send(await at("failingError", "/rejects"), { origin: APP });
    expect([status, body, cors]).toEqual([500, "Internal Server Error", allowed()]);
    await expect.poll(output, { timeout: 5000 }).toMatch(/^not even an error$[\s\S]*^error: worse$/m);
  });

  test("the hook onError replaces the option error, and receives the server", async () => {
    const { body, cors } = await send(await at("hookedError", "/throws"), { origin: APP });
    expect([body, cors]).toEqual(["by hook on true", allowed()]);
  });

  test('with onError: "throw", Bun calls the option error, whose response has no CORS headers', async () => {
    const { status, body, cors } = await send(await at("passedOnError", "/throws"), { origin: APP });
    expect([status, body, cors]).toEqual([500, "by Bun: boom", []]);
  });

  test("in development, the response is the same, and the page can read it", async () => {
    const { status, body, cors } = await send(await at("development", "/throws"), { origin: APP });
    expect([status, body, cors]).toEqual([500, "Internal Server Error", allowed()]);
  });

  test('in development with onError: "throw", Bun sends its error page', async () => {
    const { status, all, cors } = await send(await at("developmentPage", "/throws"), { origin: APP });
    expect([status, all("content-type"), cors]).toEqual([500, ["text/html;charset=utf-8"], []]);
  });

  test("an error after the handler still reaches the option error, which Bun calls", async () => {
    const { status, body, cors } = await send(await at("error", "/missing"), { origin: APP });
    expect([status, cors]).toEqual([503, []]);
    expect(JSON.parse(body).cause).toContain("ENOENT");
  });

  test.each(["openErrors", "chosenErrors"])(
    "the policy replaces the CORS headers of the option error, also if Bun calls it (%s)",
    async (server) => {
      for (const path of ["/missing", "/throws"]) {
        const { status, body, cors, all } = await send(await at(server, path), { origin: EVIL });
        expect([path, status, body, cors, all("vary")]).toEqual([path, 500, "open", [], ["Accept, Origin"]]);
      }
    },
  );

  test("if Bun calls the option error, the public policy allows every origin", async () => {
    const { body, cors } = await send(await at("publicErrors", "/missing"), { origin: EVIL });
    expect([body, cors]).toEqual(["public", ["access-control-allow-origin: *"]]);
  });

  test("a handler that returns nothing without an upgrade gets Bun's 204", async () => {
    const { status, cors } = await send(await at("routed", "/unreturned"), { origin: APP });
    expect([status, cors]).toEqual([204, []]);
  });

  test("a policy function that throws denies with a 500, and the handler does not run", async () => {
    const { status, body, cors, all } = await send(await at("chosen", "/unknown"), { origin: "https://a.example" });
    expect([status, body, cors, all("vary")]).toEqual([500, "Internal Server Error", [], ["Origin"]]);
  });
}
