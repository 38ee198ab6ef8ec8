// Runs all cases on Bun, in a child process, and the cases that are specific to Bun.
import { rmSync } from "node:fs";
import { describeRuntime, type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll } from "vitest";
import { BUN, FILES, onBun, VERSION } from "./bun.ts";
import { errorCases } from "./own/errors.ts";
import { fileCases } from "./own/files.ts";
import { formCases } from "./own/forms.ts";
import { optionCases } from "./own/options.ts";
import { routeCases } from "./own/routes.ts";
import { streamCases } from "./own/streams.ts";
import { webSocketCases } from "./own/websockets.ts";

afterAll(() => rmSync(FILES, { recursive: true }));

let server: StartedProcess | undefined;

describeRuntime(
  {
    adapter: "@fetch-cors/bun",
    runtime: `Bun ${VERSION}`,
    // Bun adds a `Content-Type` to a body without one, and has its own text for each status.
    transportHeaders: ["content-length", "content-type", "date", "transfer-encoding"],
    losesStatusText: true,
    start: async () => {
      server = await startProcess(BUN, [onBun("servers.ts")], { env: { FILES } });
      return server;
    },
  },
  (url) => {
    let urls: Promise<Record<string, string>> | undefined;
    const at = async (server: string, path = "/"): Promise<string> => {
      urls ??= fetch(`${url()}/servers`).then((response) => response.json() as Promise<Record<string, string>>);
      const found = (await urls)[server];
      if (!found) throw new Error(`no server ${server}`);
      return found + path;
    };
    const decisions = async (): Promise<string[]> => (await fetch(`${url()}/decisions`)).json() as Promise<string[]>;
    const refusals = async (): Promise<Record<string, string[]>> =>
      (await fetch(`${url()}/refusals`)).json() as Promise<Record<string, string[]>>;
    const reload = async (): Promise<unknown> => (await fetch(`${url()}/reload`)).text();

    routeCases(at, decisions);
    fileCases(at);
    formCases(at, refusals);
    errorCases(at, () => server?.output() ?? "");
    optionCases(at, reload);
    streamCases(at);
    webSocketCases(at);
  },
);
