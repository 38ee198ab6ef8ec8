export { type BlockedCode, BlockedError, isCorsBlock } from "./blocked-error.ts";
export { type Browser, type BrowserOptions, createBrowser } from "./create-browser.ts";
export type { Engine } from "./engines.ts";
export type { Network } from "./exchange.ts";
export type { BrowserRequestInit } from "./fetch-request.ts";
export type { HeaderLine } from "./header-list.ts";
export type { Exchange, LoggedRequest, LoggedResponse, Verdict } from "./log.ts";
export type { RawResponse } from "./server-response.ts";
