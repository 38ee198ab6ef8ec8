/** The real engines: each is started with the address of a page, does what the page says, and is ended. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { openInFirefox } from "./marionette.ts";

export interface Engine {
  readonly name: "chromium" | "firefox" | "webkit";
  /** The Debian packages that it comes in. */
  readonly packages: string;
  readonly binary: string;
  /** The command line that prints its version. */
  readonly versionCommand: readonly string[];
  /** The command line that opens `url`, with a profile of its own in `profile`. */
  readonly command: (url: string, profile: string) => readonly string[];
}

const MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

export const ENGINES: readonly Engine[] = [
  {
    name: "chromium",
    packages: "chromium",
    binary: "/usr/bin/chromium",
    versionCommand: ["/usr/bin/chromium", "--version"],
    command: (url, profile) => [
      "/usr/bin/chromium",
      ...["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-quic"],
      ...["--disable-background-networking", "--disable-component-update", "--enable-logging=stderr"],
      ...["--ignore-certificate-errors", `--user-data-dir=${profile}`, url],
    ],
  },
  {
    name: "firefox",
    packages: "firefox-esr",
    binary: "/usr/bin/firefox-esr",
    versionCommand: ["/usr/bin/firefox-esr", "--version"],
    command: (_url, profile) => [
      ...["/usr/bin/firefox-esr", "--headless", "--no-remote", "--marionette", "--remote-allow-system-access"],
      ...["--profile", profile, "about:blank"],
    ],
  },
  {
    name: "webkit",
    packages: "webkit2gtk-driver xvfb xauth",
    binary: MINI_BROWSER,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of dpkg-query
    versionCommand: ["dpkg-query", "--show", "--showformat=${Version}", "libwebkit2gtk-4.1-0"],
    command: (url) => ["xvfb-run", "-a", MINI_BROWSER, "--enable-write-console-messages-to-stdout=true", url],
  },
];

export const isInstalled = ({ binary }: Engine): boolean => existsSync(binary);

/** The version of an engine, like `156.0.8078.79`. */
export function versionOf({ versionCommand: [program = "", ...args] }: Engine): string {
  const output = execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return /\d[\d.]+/.exec(output)?.[0] ?? output.trim();
}

/** An engine that has a page open. */
export interface OpenEngine {
  /** Ends the engine and everything that it has started. */
  readonly close: () => void;
  /** The messages that the page's console has shown so far. */
  readonly readConsole: () => Promise<readonly string[]>;
}

/** Reads the console of an engine that prints it. */
const PRINTED: Readonly<Partial<Record<Engine["name"], (output: string) => readonly string[]>>> = {
  chromium: (output) =>
    [...output.matchAll(/INFO:CONSOLE[^\]]*\] "([\s\S]*?)", source: /g)].map(([, message = ""]) => message.trim()),
  webkit: (output) =>
    [...output.matchAll(/CONSOLE \w+ ERROR ([\s\S]*?)\n(?=(?:http\S+ )?CONSOLE |\n*$|\n)/g)].map(
      ([, message = ""]) => message,
    ),
};

/** Opens `url` in the engine, with a new profile. */
export async function open(engine: Engine, url: string): Promise<OpenEngine> {
  const profile = mkdtempSync(join(tmpdir(), "fetch-cors-"));
  const port = await getPort();
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\n`);
  const [program = "", ...args] = engine.command(url, profile);
  // A process group, so that the child processes of the engine end too.
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: profile },
  });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const close = (): void => {
    try {
      process.kill(-(child.pid ?? 0), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const print = PRINTED[engine.name];
  if (print) return { close, readConsole: async () => print(output) };
  try {
    return { close, readConsole: await openInFirefox(port, url) };
  } catch (error) {
    close();
    throw error;
  }
}
