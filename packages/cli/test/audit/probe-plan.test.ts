import { describe, expect, test } from "vitest";
import { nearMisses } from "../../src/audit/near-misses.ts";
import { arbitraryOrigin, candidateOrigins, planProbes } from "../../src/audit/probe-plan.ts";
import { REAL_ENGINES } from "../../src/engines.ts";

const TARGETS = [
  "https://api.example.com/users?id=7",
  "http://127.0.0.1:8080/",
  "http://localhost:3000/",
  "http://[::1]:3000/",
  "https://shop.co.uk/",
  "https://shop.vercel.app/",
  "http://api.shop.localhost:8080/",
  "https://intranet/",
];

const originsFor = (target: string, allowed: readonly string[] = []): readonly string[] =>
  planProbes(target, allowed).map(({ origin }) => origin);

describe("the origins that are sent", () => {
  test.each(TARGETS)("%s: each is one that a browser can have", (target) => {
    for (const origin of [...originsFor(target), arbitraryOrigin(target).origin]) {
      if (origin === "file://" || origin.startsWith("chrome-extension://")) continue;
      expect(new URL(origin).origin).toBe(origin);
      expect(origin).not.toMatch(/[@%#?^|<>\\\s]/);
    }
  });

  test.each(TARGETS)("%s: each once, and never the server's own", (target) => {
    const origins = originsFor(target);
    expect(new Set(origins).size).toBe(origins.length);
    expect(origins).not.toContain(new URL(target).origin);
  });

  test("a trusted origin is no near miss of another one", () => {
    const trusted = ["https://app.example.com", "http://app.example.com", "https://app.example.com:8443"];
    expect(originsFor("https://api.example.com/", trusted).filter((origin) => trusted.includes(origin))).toEqual([]);
  });

  test("no other site is under a suffix that nobody can register", () => {
    expect(arbitraryOrigin("http://api.shop.localhost/").origin).toBe("https://othersite.com");
    expect(arbitraryOrigin("https://shop.co.uk/").origin).toBe("https://othersite.co.uk");
  });

  test("the candidates are the site and the usual names beside the server", () => {
    expect(candidateOrigins("https://api.example.com/").map(({ origin }) => origin)).toEqual([
      "https://app.example.com",
      "https://example.com",
      "https://www.example.com",
      "https://admin.example.com",
    ]);
    expect(candidateOrigins("http://127.0.0.1:8080/").map(({ origin }) => origin)).toEqual(["http://localhost:8080"]);
  });
});

describe("near misses", () => {
  const near = nearMisses("https://app.example.com");
  const of = (kind: string): readonly string[] => near.filter((one) => one.kind === kind).map(({ origin }) => origin);

  test("of https://app.example.com", () => {
    expect(of("prefix-match")).toEqual([
      "https://app.example.com.othersite.com",
      "https://app.example.com-othersite.com",
    ]);
    expect(of("suffix-match")).toEqual(["https://othersiteexample.com", "https://othersiteapp.example.com"]);
    expect(of("unescaped-dot")).toEqual(["https://appxexample.com"]);
    expect(of("other-top-level-domain")).toEqual(["https://app.example.net"]);
    expect(of("truncated-origin")).toEqual(["https://app.example.co"]);
    expect(of("first-label")).toEqual(["https://app.othersite.com"]);
    expect(of("other-port")).toEqual(["https://app.example.com:8443"]);
    expect(of("insecure-origin")).toEqual([
      "http://app.example.com",
      "http://othersite.example.com",
      "http://othersite.app.example.com",
    ]);
  });

  test("anyone can have a name of another site, and nobody one that cannot be registered", () => {
    const reachOf = (origin: string): string | undefined => near.find((one) => one.origin === origin)?.reach;
    expect(reachOf("https://othersiteexample.com")).toBe("anyone");
    expect(reachOf("https://othersiteapp.example.com")).toBe("same-site");
    expect(nearMisses("https://example.org").find(({ kind }) => kind === "truncated-origin")).toMatchObject({
      origin: "https://example.or",
      reach: "nobody",
    });
  });

  test("a special character counts in the engines that load such a host", () => {
    const engines = near.filter(({ kind }) => kind === "special-character").map((one) => one.engines);
    expect(engines).toEqual([REAL_ENGINES, ["firefox", "webkit"], ["webkit"]]);
  });

  test("of a site at a hoster", () => {
    const probes = planProbes("https://api.example.com/", ["https://shop.vercel.app"]);
    const shared = probes.filter(({ origin }) => origin.endsWith(".vercel.app") && !origin.includes("shop.vercel.app"));
    expect(shared.map(({ origin, reach }) => [origin, reach])).toContainEqual([
      "https://othersite.vercel.app",
      "anyone",
    ]);
  });

  test("of an IP address and of a port", () => {
    expect(nearMisses("http://127.0.0.1:300").map(({ origin }) => origin)).toEqual([
      "http://127.0.0.1.othersite.com",
      "http://othersite.com:300",
      "http://127.0.0.1:8443",
      "http://127.0.0.1:3001",
    ]);
  });
});
