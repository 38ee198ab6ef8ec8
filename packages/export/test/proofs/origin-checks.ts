/** Reads the generated configurations as their servers do, to check origins without starting them. */
import type { CorsPolicy } from "@fetch-cors/core";
import { LuaFactory } from "wasmoon";
import { type ServerConfiguration, toApache, toCaddy, toEnvoy, toHaproxy, toNginx } from "../../src/index.ts";

/** Whether a configuration allows an origin. */
export type OriginCheck = (origin: string) => boolean;

const contentOf = ({ parts }: ServerConfiguration): string => parts.map(({ content }) => content).join("\n");

/** The regular expressions that PCRE and RE2 read, for JavaScript: without `m`, `$` is the end. */
const toRegex = (source: string): RegExp => new RegExp(source.replaceAll("\\z", "$"));

/** The first group of each match. */
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, group = ""]) => group);

const matchesAny = (sources: readonly string[]): OriginCheck => {
  const regexes = sources.map(toRegex);
  return (origin) => regexes.some((regex) => regex.test(origin));
};

function nginxCheck(policy: CorsPolicy): OriginCheck {
  const text = contentOf(toNginx(policy));
  const block = /map \$cors_key \$cors_allowed \{([^}]*(?:\{\d[^}]*\}[^}]*)*)\n\}/.exec(text)?.[1] ?? "";
  // The string keys of a map ignore case; the variable that it reads is empty if there is an upper-case letter.
  const keys = new Set(all(block, /^ {4}"([^~"][^"]*)" 1;$/gm).map((key) => key.toLowerCase()));
  const covered = matchesAny(all(block, /^ {4}"~([^"]*)" 1;$/gm));
  return (origin) => !/[A-Z]/.test(origin) && (keys.has(origin.toLowerCase()) || covered(origin));
}

const apacheCheck = (policy: CorsPolicy): OriginCheck =>
  matchesAny(all(contentOf(toApache(policy)), /^SetEnvIf Origin "(.*)" cors_origin=\$0$/gm));

function caddyCheck(policy: CorsPolicy): OriginCheck {
  const text = contentOf(toCaddy(policy));
  const keys = new Set(all(text, /^\t"([^~"][^"]*)" "[^"]*"$/gm));
  const covered = matchesAny(all(text, /^\t"~(.*)" "\$\{0\}"$/gm));
  return (origin) => origin.length <= 512 && (keys.has(origin) || covered(origin));
}

function haproxyCheck(policy: CorsPolicy): OriginCheck {
  const configuration = toHaproxy(policy);
  const list = new Set(all(contentOf(configuration), /^acl cors_listed .* -m str (.*)$/gm));
  const covered = matchesAny(all(contentOf(configuration), /^acl cors_covered .* -m reg '(.*)'$/gm));
  return (origin) => !/[^!-~]/.test(origin) && (list.has(origin) || (origin.length <= 512 && covered(origin)));
}

const factory = new LuaFactory();

/** Runs the Lua code of the filter up to its first function of Envoy. */
async function envoyCheck(policy: CorsPolicy): Promise<OriginCheck> {
  const code = /inline_string: \|\n([\s\S]*?)^ *-- All lines of a header/m.exec(contentOf(toEnvoy(policy)))?.[1] ?? "";
  const engine = await factory.createEngine();
  return (await engine.doString(`${code}\nreturn is_allowed`)) as OriginCheck;
}

export const ORIGIN_CHECKS: Readonly<Record<string, (policy: CorsPolicy) => OriginCheck | Promise<OriginCheck>>> = {
  nginx: nginxCheck,
  Apache: apacheCheck,
  Caddy: caddyCheck,
  HAProxy: haproxyCheck,
  Envoy: envoyCheck,
};
