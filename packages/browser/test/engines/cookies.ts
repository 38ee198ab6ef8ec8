/** Compares the cookies of the simulated browser with those of real engines, on hosts below `localhost`. */
import { CookieJar } from "tough-cookie";
import { createBrowser } from "../../src/index.ts";
import { type Engine, open, versionOf } from "./engines.ts";
import { type Listening, listen, toListener } from "./listen.ts";

/** The page, and where it sends requests: to its own origin, its own site, another site, and an IP address. */
const PLACES = ["app.localhost", "api.app.localhost", "other.localhost", "127.0.0.1"] as const;
const MODES = ["omit", "same-origin", "include"] as const;

/** Each kind of cookie, by its name. */
const COOKIES: Readonly<Record<string, string>> = Object.fromEntries(
  ["", "SameSite=Lax", "SameSite=Strict", "SameSite=None", "SameSite=Bogus"].flatMap((sameSite) =>
    ["", "Secure"].map((secure) => {
      const attributes = [sameSite, secure].filter((attribute) => attribute !== "");
      return [attributes.join("-").replaceAll("=", "") || "plain", attributes.join("; ")] as const;
    }),
  ),
);

/** A request that sets every cookie, and one that may carry them. */
interface CookieCase {
  readonly id: string;
  readonly place: number;
  readonly stores: (typeof MODES)[number];
  readonly sends: (typeof MODES)[number];
  readonly mode: "cors" | "no-cors";
  readonly method: string;
}

const CASES: readonly CookieCase[] = PLACES.flatMap((_, place) =>
  MODES.flatMap((stores) =>
    MODES.flatMap((sends) =>
      (
        [
          ["cors", "GET"],
          ["cors", "PUT"],
          ["no-cors", "POST"],
        ] as const
      ).map(([mode, method]) => ({ place, stores, sends, mode, method })),
    ),
  ),
).map((one, index) => ({ ...one, id: `c${index}` }));

/** The requests of a page for a case. */
const runCookieCase = async (fetch: typeof globalThis.fetch, base: string, one: CookieCase): Promise<void> => {
  await fetch(`${base}/cookie/${one.id}/set`, { credentials: one.stores }).catch(() => {});
  const init = { credentials: one.sends, mode: one.mode, method: one.method };
  await fetch(`${base}/cookie/${one.id}/read`, init).catch(() => {});
};

export interface CookieReport {
  readonly engine: string;
  readonly version: string;
  readonly cases: number;
  readonly disagreements: readonly string[];
  /** How many cookies were sent: otherwise nothing was compared. */
  readonly cookies: number;
}

/** The servers of all places, which record the cookies of each request. */
class CookieServers {
  readonly #listening: Listening[] = [];
  readonly seen = new Map<string, string[]>();
  #finish = (): void => {};
  html = "";

  async start(): Promise<readonly string[]> {
    for (const _ of PLACES) this.#listening.push(await listen(toListener((request) => this.answer(request))));
    return PLACES.map((host, index) => `http://${host}:${this.#listening[index]?.port}`);
  }

  stop(): void {
    for (const { stop } of this.#listening) stop();
  }

  finished(): Promise<void> {
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  answer(request: Request): Response {
    const { pathname } = new URL(request.url);
    if (pathname === "/done") this.#finish();
    const [, , id, action] = pathname.split("/");
    if (!id) return new Response(this.html, { headers: { "Content-Type": "text/html" } });
    const names = (request.headers.get("Cookie") ?? "")
      .split("; ")
      .filter((cookie) => cookie.startsWith(`${id}-`))
      .map((cookie) => cookie.replace(/^c\d+-|=.*$/g, ""));
    this.seen.set(id, [...(this.seen.get(id) ?? []), `${request.method} ${action}: ${names.sort().join(" ")}`]);
    const response = new Response("", {
      headers: {
        "Access-Control-Allow-Origin": request.headers.get("Origin") ?? "*",
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "PUT",
        "Cache-Control": "no-store",
      },
    });
    if (action !== "set" || request.method === "OPTIONS") return response;
    for (const [name, attributes] of Object.entries(COOKIES)) {
      const rest = attributes && `; ${attributes}`;
      response.headers.append("Set-Cookie", `${id}-${name}=1; Path=/cookie/${id}${rest}`);
    }
    return response;
  }
}

async function observe(engine: Engine, servers: CookieServers, origins: readonly string[]): Promise<void> {
  servers.html = `<!doctype html><meta charset="utf-8"><script type="module">
const runCookieCase = ${String(runCookieCase)};
const origins = ${JSON.stringify(origins)};
for (const one of ${JSON.stringify(CASES)}) await runCookieCase((url, init) => fetch(url, init), origins[one.place], one);
await fetch("/done");
</script>`;
  const finished = servers.finished();
  const { close } = await open(engine, `${origins[0]}/`);
  try {
    await finished;
  } finally {
    close();
  }
}

async function simulate(engine: Engine, servers: CookieServers, origins: readonly string[]): Promise<void> {
  const jar = new CookieJar();
  for (const one of CASES) {
    const network = async (request: Request): Promise<Response> => servers.answer(request);
    const page = createBrowser({ origin: origins[0] as string, network, engine: engine.name, cookieJar: jar });
    await runCookieCase((url, init) => page.fetch(url as string, init), origins[one.place] as string, one);
  }
}

/** Runs every case in an engine and in the simulated browser. */
export async function compareCookies(engine: Engine): Promise<CookieReport> {
  const [real, simulated] = [new CookieServers(), new CookieServers()];
  const origins = await real.start();
  try {
    await observe(engine, real, origins);
    await simulate(engine, simulated, origins);
  } finally {
    real.stop();
  }
  const disagreements = CASES.flatMap((one) => {
    const [seen, predicted] = [real, simulated].map((servers) => JSON.stringify(servers.seen.get(one.id)));
    if (seen === predicted) return [];
    return [`${PLACES[one.place]} ${JSON.stringify(one)}\n- seen: ${seen}\n- simulated: ${predicted}`];
  });
  const cookies = [...real.seen.values()].flat().flatMap((line) =>
    line
      .replace(/^.*: ?/, "")
      .split(" ")
      .filter(Boolean),
  );
  return {
    engine: engine.name,
    version: versionOf(engine),
    cases: CASES.length,
    disagreements,
    cookies: cookies.length,
  };
}
