import { createBrowser, type HeaderLine, type RealEngine } from "@fetch-cors/browser";

const NAME = "access-control-max-age";
const ORIGIN = "https://app.example.com";
const URL_OF_API = "https://api.example.com/";

/** Longer than any engine caches a preflight, in seconds. */
const LONGEST = 100_000;

const known = new Map<string, Promise<number>>();

/** For how many seconds an engine caches the response to a preflight, measured with the simulated browser. */
export function preflightLifetime(engine: RealEngine, headers: readonly HeaderLine[]): Promise<number> {
  const lines = headers.filter(([name]) => name.toLowerCase() === NAME);
  const key = JSON.stringify([engine, lines]);
  const lifetime = known.get(key) ?? search(engine, lines);
  known.set(key, lifetime);
  return lifetime;
}

async function search(engine: RealEngine, lines: readonly HeaderLine[]): Promise<number> {
  let [low, high] = [0, LONGEST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isKept(engine, lines, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a second request after some seconds needs no second preflight. */
async function isKept(engine: RealEngine, lines: readonly HeaderLine[], seconds: number): Promise<boolean> {
  let now = 0;
  const allow: readonly HeaderLine[] = [
    ["Access-Control-Allow-Origin", ORIGIN],
    ["Access-Control-Allow-Methods", "PUT"],
  ];
  const network = () => ({ status: 204, headers: [...allow, ...lines] });
  const page = createBrowser({ origin: ORIGIN, engine, network, clock: { now: () => now } });
  await page.fetch(URL_OF_API, { method: "PUT" });
  now = seconds * 1000;
  await page.fetch(URL_OF_API, { method: "PUT" });
  return page.log.filter(({ kind }) => kind === "preflight").length === 1;
}
