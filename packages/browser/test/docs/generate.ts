/** Generates the parts of the documentation that are data: deviations of engines, and messages with causes and fixes. */
import { CAUSES } from "../../src/causes.ts";
import { DEVIATIONS, type RealEngine } from "../../src/deviations.ts";
import { MAX_AGE_LIMITS } from "../../src/engines.ts";
import { explainMessage } from "../../src/explain-message.ts";
import { fixFor } from "../../src/fixes.ts";
import { CATALOGUES, fill, type MessageCode } from "../../src/message-catalogue.ts";

const NAMES: Readonly<Record<RealEngine, string>> = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" };

/** The values in the messages of the documentation. */
const SAMPLE: Readonly<Record<string, string>> = {
  ...{ url: "https://api.example.com/users", origin: "https://app.example.com", page: "https://app.example.com/" },
  ...{ value: "https://a.example", method: "PATCH", header: "x-tenant", location: "https://b.example/", status: "403" },
  ...{ scheme: "ftp", schemes: "http, https", port: "6667", space: "loopback", target: "local", error: "…" },
};

/** Values that suit one code only. */
const SAMPLES_OF: Readonly<Partial<Record<MessageCode, string>>> = {
  "invalid-allow-origin": "app.example.com",
  "multiple-allow-origin": "https://app.example.com, https://app.example.com",
  "invalid-allow-methods": "PUT DELETE",
  "invalid-allow-headers": "X A",
  "credentials-not-true": "",
  "bad-port": "6667",
  "multiple-locations": "/v2, /v3",
};

/** URLs that suit one code only. */
const URLS_OF: Readonly<Partial<Record<MessageCode, string>>> = {
  "bad-port": "https://api.example.com:6667/users",
  "unsupported-scheme": "ftp://files.example.com/users",
};

/** The targets of redirects that suit one code only. */
const LOCATIONS_OF: Readonly<Partial<Record<MessageCode, string>>> = {
  "invalid-redirect": "https://[",
  "unsafe-redirect": "ftp://b.example/",
};

/** The values for the messages of a code. */
const sampleOf = (name: MessageCode): Readonly<Record<string, string>> => ({
  ...SAMPLE,
  location: LOCATIONS_OF[name] ?? (SAMPLE["location"] as string),
  url: URLS_OF[name] ?? (SAMPLE["url"] as string),
  value: SAMPLES_OF[name] ?? (SAMPLE["value"] as string),
});

/** The meaning of a code for a server that uses this library. */
const WITH_THIS_LIBRARY: Readonly<Partial<Record<MessageCode, string>>> = {
  "missing-allow-origin":
    "Copy the origin from the message into [`origin`](options.md#origin). If the origin is `null`, the page is a local file or is in a sandboxed frame, or [a redirect](#redirects) hid the origin. If the policy allows the origin, see [which program responded](#which-program-responded), [a 500 that looks like a CORS error](#a-500-that-looks-like-a-cors-error) and [caches that ignore Vary](caching.md#caches-that-ignore-vary). This library responds with a 403 to a preflight from an origin that is not allowed.",
  "origin-mismatch":
    "This library sends `*`, the origin of the request, or nothing, so another program or a cache sent the header. `https://www.example.com` is not `https://example.com`, and `http://localhost:5173` is not `http://127.0.0.1:5173`.",
  "multiple-allow-origin":
    "The usual cause is a proxy that adds its own header. Set the header in only one of the two programs. The policy replaces a header that the handler or an upstream server sets.",
  "wildcard-with-credentials":
    "If the API needs cookies, list the origins and set [`credentials: true`](options.md#credentials). If not, remove `credentials` from the request.",
  "credentials-not-true":
    "Set [`credentials: true`](options.md#credentials). If there is no error but the cookie is missing, CORS is not the cause. A cookie for another site needs `SameSite=None; Secure`, and some browsers block it even then.",
  "preflight-status":
    "This library responds to a preflight from an allowed origin with [`preflightStatus`](options.md#preflightstatus), 204 by default, so the response is from another program: see [which program responded](#which-program-responded).",
  "preflight-redirect": "See [redirects](#redirects).",
  "method-not-allowed":
    "Add the method to [`methods`](options.md#methods). If the message contains `patch`, write `PATCH` in the page: [browsers do not upper-case it](errors.md#method-case).",
  "header-not-allowed":
    'Add the header name to [`allowedHeaders`](options.md#allowedheaders). If it is `authorization`, add `"Authorization"` by name, because `"*"` does not cover it in the standard.',
  "invalid-allow-methods": "This library sends only lists of tokens, so the response is from another program.",
  "invalid-allow-headers": "This library sends only lists of tokens, so the response is from another program.",
};

/** Whether the message has no URL. Chromium leaves it out, so that no password is printed to the console. */
const hidesLocation = (engine: RealEngine, name: MessageCode): boolean =>
  engine === "chromium" && name === "redirect-with-credentials";

const code = (text: string): string => `\`\` ${text.replaceAll("|", "\\|")} \`\``;

/** A table row for each engine that has a message for the code, in its current wording. */
function messageRows(name: MessageCode): string[] {
  return (Object.keys(NAMES) as RealEngine[]).flatMap((engine) => {
    const [wording] = CATALOGUES[engine][name] ?? [];
    if (wording === undefined) return [];
    const message = fill(wording, { ...sampleOf(name), ...(hidesLocation(engine, name) && { location: "" }) });
    // If the wording belongs to a different code, that code shows it.
    if (explainMessage(message)?.code !== name) return [];
    return [`| ${NAMES[engine]} | ${code(message)} |`];
  });
}

/** The section of each code that has a message of its own. */
export function messageSections(): string {
  return (Object.keys(CAUSES) as MessageCode[])
    .map((name) => {
      const rows = messageRows(name);
      if (rows.length === 0) return "";
      const { url, origin, value, method, header, location } = sampleOf(name);
      const hint =
        { "method-not-allowed": method, "header-not-allowed": header }[name as string] ??
        (/redirect/.test(name) ? location : value);
      const isPreflight = /^(?:preflight|invalid-allow-(?:m|h)|method|header|authorization)/.test(name);
      const fix = fixFor({ code: name, url, origin, initialUrl: url, method: "GET", isPreflight, hint: hint ?? "" });
      const own = WITH_THIS_LIBRARY[name];
      return [
        `## ${CAUSES[name].title}`,
        ["| browser | message |", "| --- | --- |", ...rows].join("\n"),
        CAUSES[name].cause,
        `Fix: ${fix}.`,
        ...(own === undefined ? [] : [own]),
      ].join("\n\n");
    })
    .filter((section) => section !== "")
    .join("\n\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The table of deviations, and the caps on max-age. */
export function deviationTable(): string {
  const rows = Object.values(DEVIATIONS).map(({ engines, behavior, standard, anchor, source }) => {
    const link =
      anchor === "cookies"
        ? `[${standard}](https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/)`
        : `[${standard}](https://fetch.spec.whatwg.org/#${anchor})`;
    return `| ${engines.map((engine) => NAMES[engine]).join(", ")} | ${cell(behavior)} | ${cell(link)} | ${cell(source)} |`;
  });
  const limits = (Object.keys(NAMES) as RealEngine[]).map((engine) => `${NAMES[engine]} ${MAX_AGE_LIMITS[engine]}`);
  return [
    ["| engine | behavior | rule of the standard | source |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    `Each engine also caps \`Access-Control-Max-Age\`, in seconds: ${limits.join(", ")}. The standard leaves the cap to the browser, and \`"standard"\` has none.`,
  ].join("\n\n");
}

/** Replaces the text between the markers of a page. */
export function withGenerated(page: string, content: string): string {
  const [start, end] = [
    "<!-- generated by UPDATE_DOCS=1 pnpm vitest run packages/browser/test/docs.test.ts -->",
    "<!-- end of the generated part -->",
  ];
  const [before = "", rest = ""] = page.split(start);
  const [, after = ""] = rest.split(end);
  return `${before}${start}\n\n${content}\n\n${end}${after}`;
}
