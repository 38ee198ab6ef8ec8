import { expect, test } from "vitest";
import { copyOptions } from "../../src/adapter.ts";

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
  const copy = copyOptions(options, { fetch: () => "wrapped" });
  expect([copy.port, copy.fetch(), options.fetch()]).toEqual([3000, "wrapped", "hello"]);
});

test("keeps inherited methods", () => {
  expect(copyOptions(new Options(), {}).fetch()).toBe("hello from 3000");
});

test("runs an inherited getter on the original options, because it may read their private members", () => {
  const copy = copyOptions(new Options(), {});
  expect(copy.host).toBe("localhost");
});

test("the nearest getter of a name wins", () => {
  class Own extends Options {
    override get host(): string {
      return "own";
    }
  }
  expect(copyOptions(new Own(), {}).host).toBe("own");
});

test("copies options without a prototype", () => {
  const copy = copyOptions(Object.assign(Object.create(null), { port: 1 }), { port: 2 });
  expect(copy.port).toBe(2);
});
