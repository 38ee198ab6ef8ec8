/** The parts of two responses that are compared, and the classes of differences that no browser can cause. */
import type { RawRequest, RawResponse } from "./exchange.ts";
import { DOWN } from "./reference.ts";

/** The parts of a response that are compared. */
export interface Answer {
  readonly status: number;
  /** Each `Access-Control-*` header; of the three lists the sorted names. */
  readonly cors: Readonly<Record<string, readonly string[]>>;
  /** The sorted names. */
  readonly vary: readonly string[];
  /** How often the request has reached the upstream. */
  readonly reached: number;
}

const elements = (lines: readonly string[]): string[] =>
  [...new Set(lines.flatMap((line) => line.split(",")).map((name) => name.trim()))].filter(Boolean).sort();

const LISTS: Readonly<Record<string, (names: string[]) => string[]>> = {
  "access-control-allow-methods": (names) => names,
  "access-control-allow-headers": (names) => elements(names.map((name) => name.toLowerCase())),
  "access-control-expose-headers": (names) => elements(names.map((name) => name.toLowerCase())),
};

export function toAnswer({ status, headers }: RawResponse, reached: number): Answer {
  const linesOf = (wanted: string): string[] => headers.filter(([name]) => name === wanted).map(([, value]) => value);
  const names = [...new Set(headers.map(([name]) => name))].filter((name) => name.startsWith("access-control-")).sort();
  return {
    status,
    cors: Object.fromEntries(
      names.map((name) => {
        const read = LISTS[name];
        return [name, read ? read(elements(linesOf(name))) : linesOf(name)];
      }),
    ),
    vary: elements(linesOf("vary").map((line) => line.toLowerCase())),
    reached,
  };
}

/** A request, the answer of the reference, and that of a server. */
export interface Comparison {
  readonly server: string;
  readonly request: RawRequest;
  readonly expected: Answer;
  readonly seen: Answer;
}

export interface DifferenceClass {
  readonly name: string;
  /** Why no page gets another verdict. */
  readonly reason: string;
  readonly explains: (comparison: Comparison) => boolean;
}

const valuesOf = ({ lines }: RawRequest, wanted: string): string[] =>
  lines.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

const CORS_REQUEST_HEADERS = ["origin", "access-control-request-method", "access-control-request-headers"];
const METHOD = "access-control-request-method";
const HEADERS = "access-control-request-headers";

const isTabbed = (value: string): boolean => value.startsWith("\t") || value.endsWith("\t");

/** Whether two answers are the same except for some parts. */
const isSameExcept = ({ expected, seen }: Comparison, ...parts: (keyof Answer)[]): boolean => {
  const rest = (answer: Answer) => JSON.stringify({ ...answer, ...Object.fromEntries(parts.map((part) => [part, 0])) });
  return rest(expected) === rest(seen);
};

/** The names of the CORS headers in which two answers differ. */
function differingHeaders({ expected, seen }: Comparison): string[] {
  const names = new Set([...Object.keys(expected.cors), ...Object.keys(seen.cors)]);
  return [...names].filter((name) => JSON.stringify(expected.cors[name]) !== JSON.stringify(seen.cors[name]));
}

/** The names that servers add to every response by themselves. */
const OWN_NAMES = [
  "server",
  "date",
  "connection",
  "keep-alive",
  "via",
  "x-envoy-upstream-service-time",
  "content-length",
  "content-type",
  "transfer-encoding",
  "accept-ranges",
  "last-modified",
  "cache-control",
];

export const DIFFERENCE_CLASSES: readonly DifferenceClass[] = [
  {
    name: "malformed request",
    reason: "A header has a byte that no browser sends, and one of the two servers refuses the request with 400",
    explains: ({ request, expected, seen }) =>
      CORS_REQUEST_HEADERS.some((name) => valuesOf(request, name).some((value) => /[^\t -~]/.test(value))) &&
      (expected.status === 400 || seen.status === 400 || seen.status === 0),
  },
  {
    name: "OPTIONS *",
    reason: "A request for the server as a whole is answered or refused by the server itself; browsers send none",
    explains: ({ server, request }) => request.target === "*" && server !== "HAProxy",
  },
  {
    name: "empty header",
    reason: "An empty Origin or Access-Control-Request-Method counts as absent",
    explains: ({ server, request }) =>
      /^(?:nginx|Apache)/.test(server) &&
      (valuesOf(request, "origin").includes("") || valuesOf(request, METHOD).includes("")),
  },
  {
    name: "tab",
    reason: "A tab after the value of a header is taken for a part of it; browsers send none",
    explains: ({ server, request }) =>
      server.startsWith("nginx") && CORS_REQUEST_HEADERS.some((name) => valuesOf(request, name).some(isTabbed)),
  },
  {
    name: "second line",
    reason: "Of several lines of one request header the first decides, or none is repeated; browsers send one",
    explains: (comparison) => {
      const { server, request } = comparison;
      const isTwice = (name: string): boolean => valuesOf(request, name).length > 1;
      if (server.startsWith("nginx")) return isTwice("origin") || isTwice(METHOD) || isTwice(HEADERS);
      const echoes = ["access-control-allow-methods", "access-control-allow-headers"];
      return (
        server === "HAProxy" &&
        (isTwice(METHOD) || isTwice(HEADERS)) &&
        isSameExcept(comparison, "cors") &&
        differingHeaders(comparison).every((name) => echoes.includes(name))
      );
    },
  },
  {
    name: "long header",
    reason: "A header line above the limit of the server is refused; the echo ends at 8 KiB in any case",
    explains: ({ request, seen }) =>
      valuesOf(request, HEADERS).some((value) => value.length > 8000) && [400, 414, 431, 494].includes(seen.status),
  },
  {
    name: "dropped echo",
    reason:
      "A list with * or an unlisted Authorization is not repeated at all; the browser blocks such a request anyway",
    explains: (comparison) =>
      /^(?:nginx|Apache|Caddy)/.test(comparison.server) &&
      valuesOf(comparison.request, HEADERS).some((value) =>
        /(?:^|,)[ \t]*(?:\*|authorization)[ \t]*(?:,|$)/i.test(value),
      ) &&
      isSameExcept(comparison, "cors") &&
      differingHeaders(comparison).join() === "access-control-allow-headers",
  },
  {
    name: "own names",
    reason:
      "With all headers exposed, the list has the names of the headers that this server adds or leaves out itself",
    explains: (comparison) => {
      const { expected, seen } = comparison;
      const exposed = (answer: Answer): string[] => [...(answer.cors["access-control-expose-headers"] ?? [])];
      const [left, right] = [exposed(expected), exposed(seen)];
      return (
        isSameExcept(comparison, "cors", "status") &&
        (expected.status === seen.status || isDown(comparison)) &&
        differingHeaders(comparison).join() === "access-control-expose-headers" &&
        [...left.filter((name) => !right.includes(name)), ...right.filter((name) => !left.includes(name))].every(
          (name) => OWN_NAMES.includes(name),
        )
      );
    },
  },
  {
    name: "gateway error",
    reason: "An upstream that is down is a 502 or a 503, as the server has it",
    explains: (comparison) => isDown(comparison) && isSameExcept(comparison, "status"),
  },
];

const isDown = ({ request, expected, seen }: Comparison): boolean =>
  request.target === DOWN && expected.status === 502 && (seen.status === 502 || seen.status === 503);

/** How two answers differ: not at all, in a class, or in a way that nothing explains. */
export function classify(comparison: Comparison): "equal" | DifferenceClass | "unexplained" {
  const { expected, seen } = comparison;
  if (JSON.stringify(expected) === JSON.stringify(seen)) return "equal";
  return DIFFERENCE_CLASSES.find(({ explains }) => explains(comparison)) ?? "unexplained";
}
