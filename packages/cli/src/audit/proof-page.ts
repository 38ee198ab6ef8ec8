import type { Finding } from "./finding.ts";
import { RULES } from "./rules.ts";

const escapeHtml = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/** A value for an inline script, which it cannot end. */
const literal = (value: unknown): string => JSON.stringify(value).replace(/</g, "\\u003c");

/** The script of the page: it sends the request after a click, and shows the response or the error. */
const script = ({ url, method, credentials }: Finding): string => {
  const init = {
    method,
    credentials: credentials ? "include" : "omit",
    ...(method === "POST" && { headers: { "Content-Type": "application/json" }, body: "{}" }),
  };
  return `
const output = document.querySelector("pre");
document.querySelector("button").addEventListener("click", async () => {
  output.textContent = "Sending …";
  try {
    const response = await fetch(${literal(url)}, ${literal(init)});
    const headers = [...response.headers].map(([name, value]) => name + ": " + value);
    output.textContent = ["Readable: status " + response.status, ...headers, "", await response.text()].join("\\n");
  } catch (error) {
    output.textContent = "Blocked: " + error.message + "\\nThe browser's console shows the reason.";
  }
});
`;
};

const body = (finding: Finding): string =>
  `<button>${finding.method} ${escapeHtml(finding.url)}</button>\n<pre></pre>\n<script>${script(finding)}</script>`;

/** The conditions under which the page works. */
function instructions({ origins, credentials, code }: Finding): string {
  const origin = origins[0] ?? "";
  const where =
    code === "null-origin"
      ? "Open this page on any site. Its frame has the origin null."
      : `Serve this page from ${origin}, for example with that host name in the hosts file of a test machine.`;
  const who = credentials ? " Sign in to the server in the same browser first. Its cookies need SameSite=None." : "";
  return `${where}${who}`;
}

/** The finding that a page can demonstrate: the worst one in which an origin may read or send something. */
export const provable = (findings: readonly Finding[]): Finding | undefined =>
  findings.find(({ engines, origins, severity }) => severity !== "info" && engines.length > 0 && origins.length > 0);

/** A page that shows a finding in a browser. Nothing is sent before the button is pressed. */
export function proofPage(finding: Finding): string {
  const content =
    finding.code === "null-origin"
      ? `<iframe sandbox="allow-scripts" width="100%" height="400" srcdoc="${escapeHtml(body(finding))}"></iframe>`
      : body(finding);
  return `<!doctype html>
<meta charset="utf-8">
<title>${escapeHtml(RULES[finding.code].title)}</title>
<h1>${escapeHtml(RULES[finding.code].title)}</h1>
<p>${escapeHtml(finding.message)}.</p>
<p>${escapeHtml(instructions(finding))}</p>
${content}
`;
}
