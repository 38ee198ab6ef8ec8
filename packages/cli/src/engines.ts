import type { Engine, RealEngine } from "@fetch-cors/browser";

/** The engines of browsers. */
export const REAL_ENGINES: readonly RealEngine[] = ["chromium", "firefox", "webkit"];

/** All engines, most used first. The standard is stricter than all others. */
export const ENGINES: readonly Engine[] = [...REAL_ENGINES, "standard"];

/** The names of the engines of browsers, as they write themselves. */
export const ENGINE_NAMES: Readonly<Record<RealEngine, string>> = {
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};
