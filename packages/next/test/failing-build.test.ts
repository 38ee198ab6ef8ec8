// An error in a route fails the build that renders it, with or without a policy.
import { expect, test } from "vitest";
import { build } from "./start-next.ts";

test.each(["public", "on-error", "force-static"])(
  "an error in a static route (%s) fails the build, whatever the hooks",
  async (name) => {
    const { exitCode, log } = await build("failing");
    expect(exitCode).toBe(1);
    expect(log).toContain(`Error: ${name} fails`);
    expect(log).toContain(`/${name}/route: /${name}`);
  },
  300_000,
);

test('a policy for some origins under dynamic = "error" fails the build', async () => {
  const { log } = await build("failing");
  expect(log).toContain('Route /dynamic-error with `dynamic = "error"` couldn\'t be rendered statically');
}, 300_000);

test("an error in a static route fails the build with cacheComponents", async () => {
  const { exitCode, log } = await build("configured", { FAIL: "yes" });
  expect(exitCode).toBe(1);
  expect(log).toContain("Error: the build fails on purpose");
}, 300_000);
