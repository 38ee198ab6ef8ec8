import { effectiveGrant } from "./effective-grant.ts";
import type { Finding } from "./finding.ts";
import type { Investigation, Observation } from "./investigation.ts";
import { makeFinding } from "./make-finding.ts";

const NOTHING = { grant: "none", engines: [] } as const;

const preflightStatus = ({ visit }: Observation): number =>
  visit.exchanges.find(({ kind }) => kind === "preflight")?.response?.status ?? 0;

const isReadable = (one: Observation): boolean =>
  one.situation === "response" && effectiveGrant(one).grant !== "none" && (one.visit.answer?.status ?? 0) < 400;

/** A preflight that fails for an origin whose pages may read responses. */
function failingPreflight({ observations }: Investigation): Finding[] {
  const readers = new Set(observations.filter(isReadable).map(({ probe }) => probe.origin));
  const preflights = observations.filter(
    ({ situation, probe }) => situation === "preflight" && readers.has(probe.origin),
  );
  const find = (isStatus: (status: number) => boolean) => preflights.find((one) => isStatus(preflightStatus(one)));
  const unauthorized = find((status) => status === 401 || status === 407);
  const redirected = find((status) => status >= 300 && status < 400 && status !== 304);
  const findings: Finding[] = [];
  if (unauthorized) {
    const message = `Pages from ${unauthorized.probe.origin} may read responses, but requests that need a preflight are blocked, because the preflight gets status ${preflightStatus(unauthorized)}`;
    findings.push(
      makeFinding({
        code: "preflight-authentication",
        severity: "low",
        message,
        shownBy: unauthorized,
        granted: NOTHING,
      }),
    );
  }
  if (redirected) {
    const message = `Pages from ${redirected.probe.origin} may read responses, but requests that need a preflight are blocked, because the preflight is redirected`;
    findings.push(
      makeFinding({ code: "preflight-redirect", severity: "low", message, shownBy: redirected, granted: NOTHING }),
    );
  }
  return findings;
}

/** An origin in `--trusted` that cannot read anything. */
function blockedTrusted({ observations, trusted }: Investigation): Finding[] {
  return trusted.flatMap((origin) => {
    const own = observations.filter(({ probe }) => probe.origin === origin);
    const [shownBy] = own;
    if (!shownBy || own.some((one) => effectiveGrant(one).grant !== "none")) return [];
    const message = `Pages from ${origin} cannot read any response`;
    return [makeFinding({ code: "trusted-origin-blocked", severity: "info", message, shownBy, granted: NOTHING })];
  });
}

/** A server that requires authentication. Its responses to users are unknown. */
function unknownResponses({ observations, everyone, hasCookie }: Investigation): Finding[] {
  const shownBy = observations.find(({ situation }) => situation === "response");
  const [first] = everyone;
  if (hasCookie || !shownBy || (first?.status !== 401 && first?.status !== 403)) return [];
  const message = `The server responds with status ${first.status}, so it is unknown what pages can read with a user's cookies`;
  return [
    makeFinding({ code: "authentication-required", severity: "info", message, shownBy, origins: [], granted: NOTHING }),
  ];
}

/** Problems for pages that the server is meant to allow. */
export const accessFindings = (investigation: Investigation): Finding[] => [
  ...failingPreflight(investigation),
  ...blockedTrusted(investigation),
  ...unknownResponses(investigation),
];
