import type { BrowserRequestInit } from "./fetch-request.ts";

/** The error of a request that is refused before anything is sent, in Chromium's words. */
export const refuse = (reason: string): TypeError => new TypeError(`Failed to execute 'fetch' on 'Window': ${reason}`);

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

/** Refuses an unknown value. Web IDL reads `null` as the text "null"; only `undefined` leaves a member out. */
export function checkEnumerations(init: BrowserRequestInit): void {
  for (const [member, type, values] of ENUMERATIONS) {
    const value = init[member];
    if (value === undefined || values.includes(value)) continue;
    throw refuse(
      `Failed to read the '${member}' property from 'RequestInit': The provided value '${String(value)}' is not a valid enum value of type ${type}.`,
    );
  }
}
