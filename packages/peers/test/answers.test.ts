import { describe, expect, test } from "vitest";
import { COMPARED, findingsOn, readFindings } from "../src/compare-answers.ts";
import { findingsOf } from "../src/findings.ts";
import { PEERS } from "../src/index.ts";
import { fetchServer, type Peer } from "../src/peer.ts";
import { WORKLOADS } from "../src/scenarios.ts";

const plain = ({ peer, finding, scenarios }: { peer: string; finding: string; scenarios: readonly string[] }) =>
  `${peer}: ${finding} (${scenarios.join("; ")})`;

describe.each(Object.entries(COMPARED))("on %s", (name, runtime) => {
  test("every peer answers as the committed findings say", async () => {
    const committed = readFindings().filter(({ runtimes }) => !runtimes || runtimes.includes(name));
    expect((await findingsOn(runtime())).map(plain).sort()).toEqual(committed.map(plain).sort());
  });
});

/** A peer that answers every request in the same way. */
const peer = (name: string, start: Peer["start"]): Peer => ({ name, package: name, start });
const get = WORKLOADS.filter(({ name }) => name === "GET allowed");

describe("the findings", () => {
  test("name the mistakes of a server that ignores the policy", async () => {
    const ignorant = peer("ignorant", async (_policy, { serve }) => fetchServer(serve));
    const findings = await findingsOf([ignorant], get);
    expect(findings.map(({ finding }) => finding)).toContain("no Vary: Origin");
    expect(findings.map(({ finding }) => finding)).toContain("wrong Access-Control-Allow-Origin");
  });

  test("name the part of the policy that a peer cannot express, and the error of a peer that throws", async () => {
    const unable = peer("unable", async () => ({ cannot: "maxAge" }));
    const broken = peer("broken", async () => {
      throw new Error("does not start");
    });
    expect((await findingsOf([unable, broken], get)).map(plain)).toEqual([
      "unable: cannot express maxAge (GET allowed)",
      "broken: throws: does not start (GET allowed)",
    ]);
  });

  test("exist only for peers", () => {
    const names = new Set(PEERS.map(({ name }) => name));
    expect(readFindings().filter(({ peer }) => !names.has(peer))).toEqual([]);
  });
});
