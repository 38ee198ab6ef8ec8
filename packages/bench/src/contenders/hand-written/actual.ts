import type { Settings } from "../../contender.ts";
import { type Actual, ALLOW_ORIGIN, PREFLIGHT_VARY } from "./ways.ts";

const PREFIX = "access-control-";

/** Removes every `Access-Control-*` header that a handler or an upstream has set. */
type Strip = (headers: Headers) => void;

/** Changes a response in place. Where that throws, its headers are immutable, and a copy is changed. */
const copyWhereItThrows =
  (strip: Strip): Actual =>
  (settings) => {
    const set = setterFor(settings);
    const change = (response: Response, method: string, origin: string | null, isAllowed: boolean): Response => {
      strip(response.headers);
      set(response.headers, method, origin, isAllowed);
      return response;
    };
    return (request, response, origin, isAllowed) => {
      try {
        return change(response, request.method, origin, isAllowed);
      } catch {
        return change(new Response(response.body, response), request.method, origin, isAllowed);
      }
    };
  };

/** Does not try where a response has an address: it was fetched. That of a redirect has none, and throws. */
const copyWhereFetched =
  (strip: Strip): Actual =>
  (settings) => {
    const set = setterFor(settings);
    const inPlace = copyWhereItThrows(strip)(settings);
    return (request, response, origin, isAllowed) => {
      if (response.url === "") return inPlace(request, response, origin, isAllowed);
      const headers = new Headers(response.headers);
      strip(headers);
      set(headers, request.method, origin, isAllowed);
      return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
    };
  };

function setterFor(settings: Settings) {
  const allowsAny = settings.origin === "*";
  const exposed = settings.exposedHeaders.join(", ");
  return (headers: Headers, method: string, origin: string | null, isAllowed: boolean): void => {
    if (isAllowed) {
      headers.set(ALLOW_ORIGIN, allowsAny ? "*" : (origin ?? ""));
      if (settings.credentials) headers.set("access-control-allow-credentials", "true");
      if (exposed) headers.set("access-control-expose-headers", exposed);
    }
    const names = method === "OPTIONS" ? PREFLIGHT_VARY : allowsAny ? "" : "Origin";
    if (names) mergeVary(headers, names);
  };
}

function mergeVary(headers: Headers, names: string): void {
  const current = headers.get("vary");
  if (!current) headers.set("vary", names);
  else if (current !== "*") {
    const present = current.toLowerCase().split(/[\t ]*,[\t ]*/);
    const missing = names.split(", ").filter((name) => !present.includes(name.toLowerCase()));
    if (missing.length > 0) headers.set("vary", `${current}, ${missing.join(", ")}`);
  }
}

export const setOnly: Actual = copyWhereItThrows(() => {});

export const replaceByKeyList: Actual = copyWhereItThrows((headers) => {
  for (const name of [...headers.keys()]) if (name.startsWith(PREFIX)) headers.delete(name);
});

const byKeys: Strip = (headers) => {
  let found: string[] | undefined;
  for (const name of headers.keys()) {
    if (name.startsWith(PREFIX)) {
      found ??= [];
      found.push(name);
    }
  }
  if (found) for (const name of found) headers.delete(name);
};

export const replaceByKeys: Actual = copyWhereItThrows(byKeys);
export const replaceByKeysCopyFetched: Actual = copyWhereFetched(byKeys);

export const replaceByEntries: Actual = copyWhereItThrows((headers) => {
  let found: string[] | undefined;
  for (const [name] of headers) {
    if (name.startsWith(PREFIX)) {
      found ??= [];
      found.push(name);
    }
  }
  if (found) for (const name of found) headers.delete(name);
});

const byForEach: Strip = (headers) => {
  const found: string[] = [];
  headers.forEach((_value, name) => {
    if (name.startsWith(PREFIX)) found.push(name);
  });
  for (const name of found) headers.delete(name);
};

export const replaceByForEach: Actual = copyWhereItThrows(byForEach);
export const replaceByForEachCopyFetched: Actual = copyWhereFetched(byForEach);

/** Bun's own method: one call for all headers. Elsewhere it is the way of `keys()`. */
export const replaceByJson: Actual =
  "toJSON" in Headers.prototype
    ? copyWhereItThrows((headers) => {
        const record = (headers as unknown as { toJSON(): { readonly [name: string]: unknown } }).toJSON();
        for (const name in record) if (name.startsWith(PREFIX)) headers.delete(name);
      })
    : replaceByKeys;
