// `cors` in Express 4 and 5: the shared conformance cases, and what is specific to Express.
import { createServer, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import express from "express";
import { afterEach, beforeEach, vi } from "vitest";
import { cors } from "../src/index.ts";
import { mountOn } from "./case-app.ts";
import { conformanceListener, linesOf, type Send, sendBody } from "./conformance-listener.ts";
import { ownCases } from "./own/express.ts";
import { listen } from "./serve.ts";
import { TRANSPORT_HEADERS } from "./transport-headers.ts";

const require = createRequire(import.meta.url);
// Typed as Express 5, because the types of both versions conflict.
const express4: typeof express = require("express-4");

/** Sends with the methods of Express. */
const send: Send = async (response, res) => {
  const express = res as ServerResponse & express.Response;
  express.status(response.status);
  if (response.statusText) express.statusMessage = response.statusText;
  for (const [name, value] of linesOf(response.headers)) express.append(name, value);
  return sendBody(response, express);
};

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

for (const [name, create] of [
  ["express", express],
  ["express-4", express4],
] as const) {
  let base = "";
  describeRuntime(
    {
      adapter: "@fetch-cors/node",
      skipsInnerPolicy: true,
      runtime: `Express ${require(`${name}/package.json`).version} on Node ${process.versions.node}`,
      transportHeaders: [...TRANSPORT_HEADERS, "x-powered-by"],
      cannotRun: { "error-thrown-nothing": "Express treats an undefined error as no error" },
      start: async () => {
        const mount = mountOn(create, cors, send);
        const running = await listen(createServer(conformanceListener(mount, send, () => base) as never));
        base = running.url;
        return running;
      },
    },
    () => ownCases(create),
  );
}
