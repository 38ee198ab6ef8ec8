import type { PolicyDescription } from "../policy-description.ts";
import { generatedComment } from "../response-headers.ts";

/**
 * The JavaScript that njs runs on each response, before nginx sets the policy's headers. It removes every
 * `Access-Control-*` header of an upstream, and lists all header names if the policy exposes all headers.
 */
export function njsFilter({ exposedHeaders, origins }: PolicyDescription, name: string): string {
  const vary = origins === "*" ? [] : ["Vary"];
  const listed = JSON.stringify([...exposedHeaders.listed, ...vary]);
  const expose = `
  if (r.variables.${name}_case !== "actual") return;
  const names = ${listed};
  for (const name in r.headersOut) {
    if (!/^set-cookie2?$/i.test(name)) names.push(name);
  }
  const isFirst = (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index;
  r.headersOut["Access-Control-Expose-Headers"] = names.filter(isFirst).join(", ");
`;
  return `${generatedComment("//")}
function filterHeaders(r) {
  for (const name in r.headersOut) {
    if (/^access-control-/i.test(name)) delete r.headersOut[name];
  }
${exposedHeaders.all ? expose.slice(1) : ""}}

export default { filterHeaders };
`;
}
