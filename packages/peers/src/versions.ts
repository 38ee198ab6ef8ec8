import { readFileSync } from "node:fs";

interface Manifest {
  readonly version: string;
  readonly dependencies: { readonly [name: string]: string };
}

const read = (path: string): Manifest =>
  JSON.parse(readFileSync(new URL(`../${path}package.json`, import.meta.url), "utf8")) as Manifest;

/** Dependencies that are neither a peer nor its framework. */
const TOOLS = /^(?:@types\/.*|bun|deno|esbuild)$/;

/** The installed versions of the peers and their frameworks. */
export function peerVersions(): { readonly [packageName: string]: string } {
  const names = Object.keys(read("").dependencies).filter((name) => !TOOLS.test(name));
  return Object.fromEntries(names.map((name) => [name, read(`node_modules/${name}/`).version]));
}
