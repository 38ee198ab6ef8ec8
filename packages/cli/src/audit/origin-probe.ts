import type { RealEngine } from "@fetch-cors/browser";

/** Why an origin is tried, which is also the mistake if the server allows it. */
export type ProbeKind =
  | "trusted-origin"
  | "arbitrary-origin"
  | "null-origin"
  | "prefix-match"
  | "suffix-match"
  | "unescaped-dot"
  | "special-character"
  | "other-top-level-domain"
  | "truncated-origin"
  | "first-label"
  | "shared-host"
  | "insecure-origin"
  | "other-port"
  | "any-subdomain"
  | "local-origin"
  | "app-origin"
  | "origin-from-query"
  | "origin-from-referrer";

/**
 * The people who can run a page with a certain origin.
 *
 * | reach | means |
 * |---|---|
 * | `"trusted"` | the operator: the origin may be one that the server is meant to allow |
 * | `"anyone"` | anyone, after registering a name at most |
 * | `"network"` | an attacker on the user's network, who can impersonate an `http` site |
 * | `"machine"` | a program, an app or an extension on the user's machine, or a device near it |
 * | `"same-host"` | another service on the same host |
 * | `"same-site"` | the owner of a subdomain |
 * | `"nobody"` | no person, because the name cannot be registered; if it is allowed, the comparison is wrong |
 */
export type Reach = "trusted" | "anyone" | "network" | "machine" | "same-host" | "same-site" | "nobody";

/** An origin that a browser can send, and its meaning if the server allows it. */
export interface OriginProbe {
  readonly origin: string;
  readonly kind: ProbeKind;
  readonly reach: Reach;
  /** The engines that load pages with this origin. */
  readonly engines: readonly RealEngine[];
  /** The origin that it resembles. */
  readonly resembles?: string;
}
