import type { Problem } from "./config-error.ts";
import type { NormalizedCorsOptions } from "./options.ts";
import { serializeEntry } from "./origin-entry.ts";

/** The options that determine which origins are safe to allow. */
export type OriginSafety = Pick<
  NormalizedCorsOptions,
  "credentials" | "dangerouslyAllowInsecureOrigins" | "isPublicSuffix"
>;

const WRITE_TRUSTED = "list each origin that you trust, write a predicate, or leave out credentials";

/**
 * Whether others can impersonate the origin. An attacker on the network can do so if the scheme is `http`, except on
 * loopback, which does not cross the network. Every local file has the origin `file://`. The schemes of apps and
 * extensions do not cross the network either.
 */
const isInsecureOrigin = (entry: string): boolean =>
  entry === "file://" || /^http:\/\/(?!(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::|$))/.test(entry);

/**
 * Returns the reasons why a valid entry of the option `origin`, which is `"*"`, an origin or a pattern, must not be
 * allowed with credentials. With credentials, every allowed origin can act as the server's users.
 */
export function originDangers(entry: string, safety: OriginSafety): readonly Problem[] {
  if (!safety.credentials) return [];
  const domain = /\*\.([^:]+)/.exec(entry)?.[1];
  const dangers: Problem[] = [];
  if (entry === "*") {
    const reason = "would let every site act as your users";
    dangers.push({ code: "wildcard-origin-with-credentials", reason, advice: WRITE_TRUSTED });
  }
  if (isInsecureOrigin(entry) && !safety.dangerouslyAllowInsecureOrigins) {
    const reason = entry === "file://" ? "is the origin of every local file" : "can be impersonated on the network";
    dangers.push({ code: "insecure-origin-with-credentials", reason, advice: adviseSecure(entry, safety) });
  }
  if (domain && safety.isPublicSuffix(domain)) {
    const reason = "covers names that anyone can register";
    dangers.push({ code: "public-suffix-with-credentials", reason, advice: WRITE_TRUSTED });
  }
  return dangers;
}

/** Whether an entry may be allowed with these options. */
export const isSafe = (entry: string, safety: OriginSafety): boolean => originDangers(entry, safety).length === 0;

/** Returns the advice for an insecure entry: the same entry with `https` if that is safe, or the option to allow it. */
function adviseSecure(entry: string, safety: OriginSafety): string {
  const secure = serializeEntry(entry.replace(/^http:/, "https:")) as string;
  const allowInsecure = "set dangerouslyAllowInsecureOrigins: true";
  return secure !== entry && isSafe(secure, safety)
    ? `write "${secure}", or ${allowInsecure}`
    : `${allowInsecure}, or leave out credentials`;
}
