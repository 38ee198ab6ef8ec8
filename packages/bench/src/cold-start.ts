import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Library } from "@fetch-cors/peers/libraries";
import { ENVIRONMENT, type Runtime } from "@fetch-cors/peers/runtimes";
import { build } from "esbuild";
import { BASELINES, LIBRARIES } from "./libraries.ts";
import { randomFrom, shuffled } from "./random.ts";
import type { ColdStart } from "./results.ts";
import { hundredths, median, summarize } from "./statistics.ts";

type Start = Required<Pick<Library, "name" | "start" | "folder">>;

const DIST = fileURLToPath(new URL("../dist/cold-start/", import.meta.url));
const BARE = "bare Response";
const EMPTY = "empty process";

const PROLOGUE = `globalThis.origins = ["https://app.example.com", "https://admin.example.com"];
  globalThis.request = new Request("https://api.example.com/users", {
    method: "OPTIONS",
    headers: {
      Origin: "https://app.example.com",
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "authorization,content-type",
    },
  });`;

/** Reads the clock before any output. The clock starts with the process. */
const epilogue = (isEmpty: boolean): string => `const response = await answer;
  const took = performance.now();
  const origin = response?.headers.get("access-control-allow-origin");
  if (${!isEmpty} && origin !== "https://app.example.com") throw new Error("answered " + origin);
  console.log(took);
  process.exit(0);`;

/** Bundles each library into one file, so that a library of many files does not take longer to read. */
async function bundleStart({ name, start, folder }: Start, index: number): Promise<string> {
  const isEmpty = name === EMPTY;
  const outfile = `${DIST}${index}.mjs`;
  mkdirSync(DIST, { recursive: true });
  const modules: { readonly [path: string]: string } = {
    prologue: isEmpty ? "" : PROLOGUE,
    start,
    main: `import "virtual:prologue"; import { answer } from "virtual:start"; ${epilogue(isEmpty)}`,
  };
  await build({
    stdin: { contents: `import "virtual:main";`, resolveDir: folder },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    // A CommonJS module inside an ES module needs Node's `require`.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    plugins: [
      {
        name: "virtual",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^virtual:/ }, ({ path }) => ({
            path: path.slice("virtual:".length),
            namespace: "virtual",
          }));
          onLoad({ filter: /./, namespace: "virtual" }, ({ path }) => ({
            contents: modules[path] ?? "",
            resolveDir: folder,
          }));
        },
      },
    ],
  });
  return outfile;
}

const isStart = (library: Pick<Library, "name" | "start" | "folder">): library is Start => library.start !== undefined;

/** Starts all libraries in rounds, in random order, and compares the times within a round. */
export async function coldStarts(runtime: Runtime, rounds: number): Promise<ReadonlyMap<string, ColdStart>> {
  const starts = [...BASELINES, ...LIBRARIES].filter(isStart);
  const entries = await Promise.all(
    starts.map(async (start, index) => ({ name: start.name, file: await bundleStart(start, index) })),
  );
  const times = new Map(entries.map(({ name }) => [name, [] as number[]]));
  const random = randomFrom(rounds);
  for (let round = 0; round <= rounds; round++) {
    for (const { name, file } of shuffled(entries, random)) {
      const output = execFileSync(runtime.command, [...runtime.args, file], {
        encoding: "utf8",
        env: ENVIRONMENT,
        timeout: 60_000,
      });
      // The first round reads the files from the disk.
      if (round > 0) times.get(name)?.push(Number(output));
    }
  }
  const bare = times.get(BARE) ?? [];
  return new Map(
    [...times].map(([name, whole]) => {
      const added = whole.map((time, round) => time - (bare[round] ?? Number.NaN));
      return [name, { whole: hundredths(median(whole)), added: summarize(added) }];
    }),
  );
}
