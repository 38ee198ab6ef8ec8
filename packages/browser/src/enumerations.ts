import type { Engine } from "./engines.ts";
import { refuse } from "./refusals.ts";
import { sendsStreams } from "./request-body.ts";
import type { BrowserRequestInit } from "./request-init.ts";

type Enumeration = readonly [member: keyof BrowserRequestInit, type: string, values: readonly unknown[]];

/** The members of `init` that are Web IDL enumerations. See #requestinit. */
const ENUMERATIONS: readonly Enumeration[] = [
  ["cache", "RequestCache", ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"]],
  ["credentials", "RequestCredentials", ["omit", "same-origin", "include"]],
  ["duplex", "RequestDuplex", ["half"]],
  ["mode", "RequestMode", ["navigate", "same-origin", "no-cors", "cors"]],
  ["priority", "FetchPriority", ["high", "low", "auto"]],
  ["redirect", "RequestRedirect", ["follow", "error", "manual"]],
  [
    "referrerPolicy",
    "ReferrerPolicy",
    [
      ...["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin"],
      ...["origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"],
    ],
  ],
];

/**
 * Refuses an unknown value of a member that is an enumeration. Web IDL converts `null` to the string "null"; only
 * `undefined` counts as an absent member.
 */
export function checkEnumerations(engine: Engine, init: BrowserRequestInit): void {
  for (const [member, type, values] of ENUMERATIONS) {
    const value = init[member];
    if (value === undefined || values.includes(value)) continue;
    // An engine that sends no streams ignores this member.
    if (member === "duplex" && !sendsStreams(engine)) continue;
    const name = member === "priority" && engine === "firefox" ? "RequestPriority" : type;
    throw refuse(engine, "enumeration", { member, value: String(value), type: name });
  }
}
