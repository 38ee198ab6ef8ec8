/** How each server bears long lists: 100,000 exact origins, and 1,000 patterns. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { definePolicy } from "@fetch-cors/core";
import getPort from "get-port";
import { send } from "./exchange.ts";
import { makeDirectory, run, type ServerProgram, writeConfiguration } from "./server-program.ts";
import { startUpstream } from "./upstream.ts";

export interface ScaleReport {
  readonly list: string;
  /** From the start to the first answer, in milliseconds. */
  readonly start: number;
  /** The memory of all processes of the server, in MB. */
  readonly memory: number;
  /** The median time of a preflight from an allowed origin, on a connection of its own, in milliseconds. */
  readonly hit: number;
  /** The same from an origin that is not allowed. */
  readonly miss: number;
}

const many = (count: number, entry: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => entry(index));

/** Each list, with an origin that it allows. */
const LISTS: readonly { readonly list: string; readonly origin: readonly string[]; readonly allowed: string }[] = [
  { list: "1 origin", origin: ["https://tenant-0.example.com"], allowed: "https://tenant-0.example.com" },
  {
    list: "100,000 origins",
    origin: many(100_000, (index) => `https://tenant-${index}.example.com`),
    allowed: "https://tenant-99999.example.com",
  },
  {
    list: "1,000 patterns",
    origin: many(1000, (index) => `https://*.tenant-${index}.example.com:*`),
    allowed: "https://app.tenant-999.example.com:8443",
  },
];

/** How many preflights are timed. */
const RUNS = 200;

/** The resident memory of a process group, in MB. */
function memoryOf(group: number): number {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pgid=,rss="], { encoding: "utf8" });
  const sizes = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return sizes.filter(([id]) => id === group).reduce((sum, [, size = 0]) => sum + size, 0) / 1024;
}

async function medianTime(port: number, origin: string): Promise<{ readonly time: number; readonly status: number }> {
  const times: number[] = [];
  let status = 0;
  for (let index = 0; index < RUNS; index++) {
    const start = performance.now();
    const lines = [["Origin", origin] as const, ["Access-Control-Request-Method", "PUT"] as const];
    status = (await send(port, { method: "OPTIONS", target: "/case/0", lines })).status;
    times.push(performance.now() - start);
  }
  return { time: times.sort((left, right) => left - right)[RUNS / 2] ?? 0, status };
}

export async function measureScale(program: ServerProgram): Promise<readonly ScaleReport[]> {
  const upstream = await startUpstream();
  const reports: ScaleReport[] = [];
  try {
    for (const { list, origin, allowed } of LISTS) {
      const port = await getPort();
      const directory = makeDirectory();
      const configuration = program.toConfiguration(definePolicy({ origin }), { directory });
      writeConfiguration(configuration, directory);
      makeDatabases(configuration.files.map(({ file }) => join(directory, file)));
      const site = { port, upstream: upstream.port, configuration };
      const server = await run(program, program.configure([site], directory), [port], directory);
      const hit = await medianTime(port, allowed);
      const miss = await medianTime(port, "https://evil.example");
      const memory = memoryOf(server.pid);
      await server.stop();
      if (hit.status !== 204 || miss.status !== 403) throw new Error(`${program.title} is wrong about ${list}`);
      reports.push({
        list,
        start: server.startTime,
        memory,
        hit: hit.time,
        miss: miss.time,
      });
    }
  } finally {
    upstream.stop();
  }
  return reports;
}

/** Does what the comment of the part for Apache says. */
function makeDatabases(files: readonly string[]): void {
  for (const file of files.filter((name) => name.endsWith(".txt"))) {
    const args = ["-f", "sdbm", "-i", file, "-o", file.replace(/txt$/, "dbm")];
    const { status, stderr } = spawnSync("/usr/sbin/httxt2dbm", args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`httxt2dbm fails: ${stderr}`);
  }
}
