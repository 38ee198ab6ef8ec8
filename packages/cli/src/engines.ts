import type { Engine, RealEngine } from "@fetch-cors/browser";

/** The engines of real browsers. */
export const REAL_ENGINES: readonly RealEngine[] = ["chromium", "firefox", "webkit"];

/** All engines, most used first. `standard` is stricter than all others. */
export const ENGINES: readonly Engine[] = [...REAL_ENGINES, "standard"];

/** The names of the real engines, as their projects spell them. */
export const ENGINE_NAMES: Readonly<Record<RealEngine, string>> = {
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};
