/**
 * Domains under which anybody can register a name, in short: every single label, `co`, `com` and the like under every
 * domain of two letters, whether it has them or not, and the large hosters of the Public Suffix List (publicsuffix.org) as of
 * 2026-11-15.
 */
const HOSTERS = "github.io herokuapp.com netlify.app pages.dev vercel.app web.app workers.dev";

const COUNTRY_SECOND_LEVEL = /^(?:ac|com?|edu|gov?|net?|org?)\.[a-z]{2}$/;

/** Whether anybody can register a name under `domain`, as far as the short built-in list knows. */
export const isKnownPublicSuffix = (domain: string): boolean =>
  domain.includes(".")
    ? COUNTRY_SECOND_LEVEL.test(domain) || HOSTERS.split(" ").includes(domain)
    : domain !== "localhost";
