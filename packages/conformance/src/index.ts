export { type AppOptions, conformanceApp, type WithCors } from "./app.ts";
export type {
  CaseHandler,
  CaseRequest,
  ConformanceCase,
  Expected,
  HandlerKind,
  Header,
  PolicyArguments,
} from "./case.ts";
export { cases } from "./cases.ts";
export { type CheckOptions, checkCase } from "./check.ts";
export { type FetchHandler, handlerOf } from "./handler.ts";
export { HANDLER_RUNS } from "./handler-runs.ts";
