// `cors` in Express, in both of the versions that are in use: the cases that all adapters share, and what is Express' own.
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
// Its types are those of Express 5, as the ones of 4 would stand in the way of them.
const express4: typeof express = require("express-4");

/** In Express' own way. */
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
      cannotRun: { "error-thrown-nothing": "Express takes an error that is undefined for none" },
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
