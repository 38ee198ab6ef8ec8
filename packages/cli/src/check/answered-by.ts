import type { HeaderLine } from "@fetch-cors/browser";

/** Headers that only one product or hosting service sends. */
const MARKS: readonly (readonly [header: string, name: string])[] = [
  ["cf-ray", "Cloudflare"],
  ["x-amz-cf-id", "CloudFront"],
  ["x-amz-apigw-id", "API Gateway"],
  ["x-amz-request-id", "S3"],
  ["x-azure-ref", "Azure Front Door"],
  ["x-vercel-id", "Vercel"],
  ["x-nf-request-id", "Netlify"],
  ["fly-request-id", "Fly.io"],
  ["x-railway-request-id", "Railway"],
  ["x-render-origin-server", "Render"],
  ["x-github-request-id", "GitHub"],
  ["x-fastly-request-id", "Fastly"],
  ["x-akamai-request-id", "Akamai"],
  ["x-varnish", "Varnish"],
  ["x-kong-response-latency", "Kong"],
  ["x-envoy-upstream-service-time", "Envoy"],
  ["x-sucuri-id", "Sucuri"],
  ["x-iinfo", "Imperva"],
];

/** The programs that a response reveals: the server, the proxies in front of it, and an authentication challenge. */
export interface AnsweredBy {
  /** As in the response, such as `nginx/1.22.1`; the server first. */
  readonly programs: readonly string[];
  /** The schemes of a challenge, such as `Bearer`. */
  readonly challenge: string | undefined;
  /** The cache status, such as `HIT`. */
  readonly cache: string | undefined;
}

/** Finds out from the headers of a response which programs handled the request. */
export function answeredBy(lines: readonly HeaderLine[]): AnsweredBy {
  const get = (name: string): string | undefined => lines.find(([one]) => one.toLowerCase() === name)?.[1];
  const programs = [get("server"), get("x-powered-by")].filter((name) => name !== undefined && name !== "");
  // `Via` has an entry for each proxy: the protocol, the name, and perhaps a comment.
  for (const entry of (get("via") ?? "").split(",")) {
    const [, name, comment] = /^\s*\S+\s+([^\s(]+)(?:\s+\(([^)]*)\))?/.exec(entry) ?? [];
    if (name) programs.push(comment || name);
  }
  for (const [header, name] of MARKS) {
    if (get(header) !== undefined && !programs.some((one) => one?.toLowerCase().includes(name.toLowerCase())))
      programs.push(name);
  }
  const challenge = [...(get("www-authenticate") ?? "").matchAll(/(?:^|,\s*)([A-Za-z][\w-]*)(?=\s|$)/g)].map(
    ([, scheme]) => scheme,
  );
  return {
    programs: programs.filter((name) => name !== undefined),
    challenge: challenge.length > 0 ? challenge.join(", ") : undefined,
    cache: get("cf-cache-status") ?? get("x-cache") ?? get("x-vercel-cache"),
  };
}
