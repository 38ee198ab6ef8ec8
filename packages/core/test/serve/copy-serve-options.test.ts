import { expect, test } from "vitest";
import { copyServeOptions } from "../../src/adapter.ts";

class Options {
  readonly port = 3000;
  readonly #host = "localhost";
  get host(): string {
    return this.#host;
  }
  fetch(): string {
    return `hello from ${this.port}`;
  }
}

test("copies own options, and replaces some of them", () => {
  const options = { port: 3000, fetch: () => "hello" };
  const copy = copyServeOptions(options, { fetch: () => "wrapped" });
  expect([copy.port, copy.fetch(), options.fetch()]).toEqual([3000, "wrapped", "hello"]);
});

test("keeps inherited methods", () => {
  expect(copyServeOptions(new Options(), {}).fetch()).toBe("hello from 3000");
});

test("runs an inherited getter on the original options, because it may read their private members", () => {
  const copy = copyServeOptions(new Options(), {});
  expect(copy.host).toBe("localhost");
});

test("the nearest getter of a name wins", () => {
  class Own extends Options {
    override get host(): string {
      return "own";
    }
  }
  expect(copyServeOptions(new Own(), {}).host).toBe("own");
});

test("copies options without a prototype", () => {
  const copy = copyServeOptions(Object.assign(Object.create(null), { port: 1 }), { port: 2 });
  expect(copy.port).toBe(2);
});
