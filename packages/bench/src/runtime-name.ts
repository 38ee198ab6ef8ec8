/** The name and version of the current runtime. */
export function runtimeName(): string {
  const { versions } = process as { readonly versions: { readonly [name: string]: string | undefined } };
  if (versions["bun"]) return `Bun ${versions["bun"]}`;
  if (versions["deno"]) return `Deno ${versions["deno"]}`;
  return `Node ${versions["node"]}`;
}
