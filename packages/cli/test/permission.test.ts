import { expect, test } from "vitest";
import type { Io } from "../src/command.ts";
import { askForHosts, maySend, NotSentError, withPermission } from "../src/permission.ts";

test.each([
  ["GET", "https://api.example.com/", false, true],
  ["OPTIONS", "https://api.example.com/", false, true],
  ["POST", "https://api.example.com/", false, false],
  ["get", "https://api.example.com/", false, false],
  ["DELETE", "https://api.example.com/", true, true],
  ["DELETE", "http://localhost:3000/", false, true],
  ["DELETE", "http://127.8.0.1/", false, true],
  ["DELETE", "http://[::1]:3000/", false, true],
  ["DELETE", "http://api.localhost/", false, true],
  ["DELETE", "http://localhost.example.com/", false, false],
  ["DELETE", "http://192.168.0.1/", false, false],
])("%s %s with send: %s is sent: %s", (method, url, send, isSent) => {
  expect(maySend(method, url, { send })).toBe(isSent);
});

test("A request that needs --send does not reach the network", async () => {
  const sent: string[] = [];
  const network = withPermission(async ({ method }) => sent.push(method), { send: false });
  await network(new Request("https://api.example.com/"));
  await expect(network(new Request("https://api.example.com/", { method: "DELETE" }))).rejects.toThrow(NotSentError);
  expect(sent).toEqual(["GET"]);
});

test("Without a terminal, hosts beyond this machine need --yes", async () => {
  const io = { interactive: false } as Io;
  const purpose = "60 requests";
  await expect(
    askForHosts(io, ["https://api.example.com/", "http://localhost/"], { yes: false, purpose }),
  ).rejects.toThrow("api.example.com: pass --yes to send 60 requests to a remote host");
  await askForHosts(io, ["https://api.example.com/"], { yes: true, purpose });
  await askForHosts(io, ["http://localhost/"], { yes: false, purpose });
});
