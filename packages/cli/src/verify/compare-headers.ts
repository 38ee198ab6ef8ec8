import { changeToExpose, changeToHide } from "./changes.ts";
import type { FoundDifference, Views } from "./views.ts";

/** Headers that the policy itself sets. Pages can read them only if every header is exposed. */
const isOwnedByPolicy = (name: string): boolean => name.startsWith("access-control-") || name === "vary";

/** Headers that servers add after the handler, so that a list of the handler's headers does not contain them. */
const ADDED_LATER: ReadonlySet<string> = new Set([
  ...["connection", "keep-alive", "date", "server", "via", "content-length", "transfer-encoding", "accept-ranges"],
  ...["age", "alt-svc", "etag", "x-powered-by", "x-envoy-upstream-service-time"],
]);

/** The response headers that a page can read only from the server, or only under the policy. */
export function compareHeaders({ engine, server, policy, listsOwnHeaders }: Views): readonly FoundDifference[] {
  if (server.error || policy.error) return [];
  const exchange = server.exchanges.at(-1);
  const only = (names: readonly string[], others: readonly string[]): readonly string[] =>
    names.filter((name) => !others.includes(name) && !isOwnedByPolicy(name));
  const hidden = only(policy.readable, server.readable).filter((name) => !(listsOwnHeaders && ADDED_LATER.has(name)));
  const shown = only(server.readable, policy.readable);
  const can = (names: readonly string[]): string => `the page can read ${names.join(", ")}`;
  const cannot = (names: readonly string[]): string => `the page cannot read ${names.join(", ")}`;
  const found: FoundDifference[] = [];
  const common = { cause: "exposure", engine, exchange } as const;
  if (hidden.length > 0) {
    const change = changeToExpose(hidden, exchange);
    found.push({ ...common, kind: "hides-header", expected: can(hidden), found: cannot(hidden), change });
  }
  if (shown.length > 0) {
    const change = changeToHide(shown, exchange);
    found.push({ ...common, kind: "shows-header", expected: cannot(shown), found: can(shown), change });
  }
  return found;
}
