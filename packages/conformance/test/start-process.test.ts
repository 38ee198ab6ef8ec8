// Tests of the function with which other tests start a server in a child process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startProcess } from "../src/start-process.ts";

const node = (script: string) => startProcess(process.execPath, ["--eval", script], { timeout: 10_000 });

test("the URL is complete if its port arrives in two chunks", async () => {
  const { url, stop } = await node(`
    process.stdout.write("listening on http://localhost:30");
    setTimeout(() => process.stdout.write("00\\n"), 100);
    setInterval(() => {}, 1000);
  `);
  await stop();
  expect(url).toBe("http://localhost:3000");
});

test("the URL is complete if its IPv6 address and port arrive in two chunks", async () => {
  const { url, stop } = await node(`
    process.stdout.write("http://[::1]");
    setTimeout(() => process.stdout.write(":3000/"), 100);
    setInterval(() => {}, 1000);
  `);
  await stop();
  expect(url).toBe("http://[::1]:3000");
});

test("a process that ends without a URL rejects with its output", async () => {
  await expect(node(`console.error("no such file")`)).rejects.toThrow(/has ended:\nno such file/);
});

test("a command that cannot start rejects, and the caller survives", async () => {
  // In a separate process group, because a bug would kill the whole group of the caller.
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
