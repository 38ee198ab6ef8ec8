import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BASELINES, LIBRARIES } from "./libraries.ts";
import { randomFrom, shuffled } from "./random.ts";
import { ENVIRONMENT, type Runtime } from "./runtimes.ts";
import { hundredths, type Spread, spreadOf } from "./spread.ts";
import { median } from "./statistics.ts";

/** Of one library, in milliseconds. */
export interface ColdStart {
  readonly name: string;
  /** From the start of the process to the first answer. */
  readonly whole: number;
  /** What is more than in a process that only makes a Response. */
  readonly added: Spread;
}

const SOURCE = fileURLToPath(new URL(".", import.meta.url));
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

/** Reads the clock, which starts with the process, before anything is written. */
const epilogue = (isEmpty: boolean): string => `const response = await answer;
  const took = performance.now();
  const origin = response?.headers.get("access-control-allow-origin");
  if (${!isEmpty} && origin !== "https://app.example.com") throw new Error("answered " + origin);
  console.log(took);
  process.exit(0);`;

/** One file for each, so that no one's files are read faster because there are fewer of them. */
async function bundleStart(name: string, start: string, index: number): Promise<string> {
  const isEmpty = name === EMPTY;
  const outfile = `${DIST}${index}.mjs`;
  mkdirSync(DIST, { recursive: true });
  const modules: { readonly [path: string]: string } = {
    prologue: isEmpty ? "" : PROLOGUE,
    start,
    main: `import "virtual:prologue"; import { answer } from "virtual:start"; ${epilogue(isEmpty)}`,
  };
  await build({
    stdin: { contents: `import "virtual:main";`, resolveDir: SOURCE },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    // CommonJS inside an ES module asks for what Node has.
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
            resolveDir: SOURCE,
          }));
        },
      },
    ],
  });
  return outfile;
}

/** Starts all in rounds, each time in another order, and compares the times within a round. */
export async function coldStarts(runtime: Runtime, rounds: number): Promise<readonly ColdStart[]> {
  const starts = [...BASELINES, ...LIBRARIES].flatMap(({ name, start }) =>
    start === undefined ? [] : [{ name, start }],
  );
  const entries = await Promise.all(
    starts.map(async ({ name, start }, index) => ({ name, file: await bundleStart(name, start, index) })),
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
  return entries.map(({ name }) => {
    const whole = times.get(name) ?? [];
    const added = whole.map((time, round) => time - (bare[round] ?? Number.NaN));
    return { name, whole: hundredths(median(whole)), added: spreadOf(added) };
  });
}
