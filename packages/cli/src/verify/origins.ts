import { type CorsPolicyArgument, withCors } from "@fetch-cors/core";

/** The origins from which requests are drawn, the simplest first. */
export interface DrawnOrigins {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
}

/** For how many allowed origins near misses are drawn. */
const MOST_NEIGHBOURHOODS = 12;

/** Origins that an entry of a policy covers: the entry itself, or some that match its wildcards. */
function coveredBy(entry: string): readonly string[] {
  const hosts = entry.includes("*.")
    ? ["app", "pr-7", "a.b"].map((labels) => entry.replace("*.", `${labels}.`))
    : [entry];
  if (!entry.endsWith(":*")) return hosts;
  return hosts.flatMap((host) => [":3000", "", ":8443"].map((port) => host.replace(/:\*$/, port)));
}

/**
 * Near misses of an origin, which comparisons by prefix, by suffix, by regular expression or without the port would
 * allow.
 */
function neighboursOf(origin: string): readonly string[] {
  const [, scheme = "", host = "", port = ""] = /^(.*?):\/\/(.*?)(:\d+)?$/.exec(origin) ?? [];
  if (host === "") return [];
  const labels = host.split(".");
  const dots = labels
    .slice(1)
    .map((_, index) => `${labels.slice(0, index + 1).join(".")}x${labels.slice(index + 1).join(".")}`);
  const hosts = [
    `${host}.evil.example`,
    `evil-${host}`,
    `evil${host}`,
    `evil.${host}`,
    `${host}evil`,
    `${host}.`,
    `${host}-evil.example`,
    labels.slice(1).join("."),
    [...labels.slice(0, -1), `${labels.at(-1)}m`].join("."),
    [...labels.slice(0, -1), labels.at(-1)?.slice(0, -1)].join("."),
    ["other", ...labels.slice(1)].join("."),
    ["a", "b", ...labels.slice(1)].join("."),
    ...dots,
  ];
  const otherScheme = { https: "http", http: "https" }[scheme] ?? "https";
  return [
    `${otherScheme}://${host}${port}`,
    ...["", ":81", ":8080", ":3000", ":8443"]
      .filter((other) => other !== port)
      .map((other) => `${scheme}://${host}${other}`),
    ...hosts.map((other) => `${scheme}://${other}${port}`),
  ];
}

/** Origins that are unrelated to the policy, and some that programs often trust by mistake. */
const FOREIGN = [
  "https://evil.example",
  "null",
  "http://localhost",
  "http://localhost:3000",
  "https://localhost",
  "http://127.0.0.1:8080",
  "file://",
  "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
  "capacitor://localhost",
];

/** Origins that a predicate may allow, derived from the URL of the server. */
function relatedTo(url: URL): readonly string[] {
  const site = url.hostname.split(".").slice(-2).join(".");
  return [`https://${site}`, `https://app.${site}`, `https://www.${site}`, `http://${site}`];
}

/** Whether a page can have this origin. */
function isOrigin(origin: string): boolean {
  if (origin === "null" || origin === "file://") return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  return host !== "" && protocol !== "file:" && `${protocol}//${host}` === origin;
}

/** At most `most` items of a list, spread evenly over it. */
export const spread = <T>(items: readonly T[], most: number): readonly T[] =>
  items.length <= most
    ? items
    : Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as T);

/**
 * The origins from which requests are drawn.
 *
 * @param policy - Decides which of the origins are allowed. A predicate or a policy function is called for each of
 * them.
 * @param entries - The entries of `origin`; none for a predicate.
 * @param url - The server. Pages with its own origin need no CORS.
 * @param hints - Origins that the user passes, for a predicate.
 * @throws {UnusablePolicyError} If a predicate throws, or allows none of the origins.
 */
export async function drawnOrigins(
  policy: CorsPolicyArgument,
  {
    entries,
    url,
    hints = [],
  }: { readonly entries: readonly string[]; readonly url: URL; readonly hints?: readonly string[] },
): Promise<DrawnOrigins> {
  const allows = allowsOrigin(policy, url);
  const own = `${url.protocol}//${url.host}`;
  const seen = new Set([own]);
  const allowed: string[] = [];
  const denied: string[] = [];
  const sort = async (origins: readonly string[]): Promise<void> => {
    for (const origin of origins.filter(isOrigin)) {
      if (seen.has(origin)) continue;
      seen.add(origin);
      ((await allows(origin)) ? allowed : denied).push(origin);
    }
  };
  await sort([...hints, ...entries.flatMap(coveredBy)]);
  await sort([...FOREIGN, ...relatedTo(url)]);
  // The apex and the literal spelling of a pattern are near misses, too.
  const patterns = entries
    .filter((entry) => entry.includes("*."))
    .map((entry) => entry.replace("*.", "").replace(/:\*$/, ""));
  await sort([...spread(patterns, MOST_NEIGHBOURHOODS)]);
  if (allowed.length === 0) {
    throw new UnusablePolicyError(
      "The policy allows none of the origins that are tried; pass an allowed one with --origin",
    );
  }
  const centres = [...spread(allowed, MOST_NEIGHBOURHOODS), ...spread(patterns, MOST_NEIGHBOURHOODS)];
  await sort(centres.flatMap(neighboursOf));
  return { allowed, denied };
}

/** Whether `withCors` allows an origin under the policy. */
function allowsOrigin(policy: CorsPolicyArgument, url: URL): (origin: string) => Promise<boolean> {
  let failure: unknown;
  const onDecision = (decision: { readonly reason?: string | undefined; readonly error?: unknown }): void => {
    if (decision.reason === "error") failure = decision.error;
  };
  const answer = withCors(() => new Response(null), policy, { onDecision, onError: () => new Response(null) });
  return async (origin) => {
    failure = undefined;
    const response = await answer(new Request(url, { headers: { Origin: origin } }));
    if (failure !== undefined) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new UnusablePolicyError(`The policy throws for the origin ${origin}: ${reason}`);
    }
    return response.headers.has("Access-Control-Allow-Origin");
  };
}

/** The policy cannot be compared with any server. */
export class UnusablePolicyError extends Error {
  override readonly name: "UnusablePolicyError" = "UnusablePolicyError";
}
