// What tests rest on that start a server in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startProcess } from "../src/start-process.ts";

const node = (script: string) => startProcess(process.execPath, ["--eval", script], { timeout: 10_000 });

test("The URL is whole, also where its port comes in two parts", async () => {
  const { url, stop } = await node(`
    process.stdout.write("listening on http://localhost:30");
    setTimeout(() => process.stdout.write("00\\n"), 100);
    setInterval(() => {}, 1000);
  `);
  await stop();
  expect(url).toBe("http://localhost:3000");
});

test("The URL is whole with an IPv6 address that comes in two parts", async () => {
  const { url, stop } = await node(`
    process.stdout.write("http://[::1]");
    setTimeout(() => process.stdout.write(":3000/"), 100);
    setInterval(() => {}, 1000);
  `);
  await stop();
  expect(url).toBe("http://[::1]:3000");
});

test("What ends without a URL is an error with all that it wrote", async () => {
  await expect(node(`console.error("no such file")`)).rejects.toThrow(/has ended:\nno such file/);
});

test("A command that cannot start is an error, and its caller lives on", async () => {
  // In a group of its own, as the whole group of the caller would be killed.
  const path = JSON.stringify(fileURLToPath(new URL("../src/start-process.ts", import.meta.url)));
  const script = `
    const { startProcess } = await import(${path});
    await startProcess("/no/such/command", []).catch((error) => console.log(error.message));
    console.log("alive");
  `;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  expect(await once(child, "close")).toEqual([0, null]);
  expect(output).toMatch(/^\/no\/such\/command {2}cannot start \(spawn \/no\/such\/command ENOENT\):\n\nalive\n$/);
});
