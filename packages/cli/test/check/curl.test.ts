import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCurl } from "../../src/check/curl.ts";
import { UsageError } from "../../src/usage-error.ts";

const read = (text: string) =>
  readCurl(text).map(({ request }) => ({ ...request, body: request.body && Buffer.from(request.body).toString() }));

/** As the developer tools of Chromium write a command for bash. */
const bash = (text: string): string => {
  const code = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the developer tools escape those
  if (!/[\0-\x1f\x7f-\x9f!']/.test(text)) return `'${text}'`;
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the developer tools escape those
  return `$'${escaped.replace(/[\0-\x1f\x7f-\x9f!]/g, code)}'`;
};

/** As they write it for cmd: for the rules of programs first, and then with a caret before what cmd would read. */
const cmd = (text: string): string => {
  const quoted = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  const careted = quoted
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;*]/g, (character) => `^${character}`)
    .replace(/%(?=\w)/g, "%^");
  return `^"${careted.replace(/\r?\n|\r/g, "^\n\n")}^"`;
};

const ORIGIN = "https://app.example.com";

const asCopied = (quote: (text: string) => string, join: string, body: string): string =>
  [
    `curl --url ${quote("https://api.example.com/users?a=1&b=2")}`,
    `-X ${quote("PUT")}`,
    `-H ${quote("accept: */*")}`,
    `-H ${quote("authorization: Bearer a'b\"c")}`,
    `-H ${quote("content-type: application/json")}`,
    `-b ${quote("session=abc; theme=dark")}`,
    `-H ${quote(`origin: ${ORIGIN}`)}`,
    `-H ${quote("priority: u=1, i")}`,
    `-H ${quote('sec-ch-ua: "Chromium";v="156", "Not.A/Brand";v="8"')}`,
    `-H ${quote("sec-fetch-mode: cors")}`,
    `-H ${quote("user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36")}`,
    `--data-raw ${quote(body)}`,
  ].join(join);

const expected = (body: string) => [
  {
    url: "https://api.example.com/users?a=1&b=2",
    method: "PUT",
    headers: [
      ["authorization", "Bearer a'b\"c"],
      ["content-type", "application/json"],
    ],
    body,
    credentials: "include",
    cookie: "session=abc; theme=dark",
    origin: ORIGIN,
  },
];

describe("A command of Copy as cURL", () => {
  test("for bash is the request of the page, without what the browser adds", () => {
    expect(read(asCopied(bash, " \\\n  ", '{"a":"it\'s!\n"}'))).toEqual(expected('{"a":"it\'s!\n"}'));
  });

  test("for cmd is the same", () => {
    expect(read(asCopied(cmd, " ^\n  ", '{"a":"100%path\\\\",\n"b":"x&y|z^"}'))).toEqual(
      expected('{"a":"100%path\\\\",\n"b":"x&y|z^"}'),
    );
  });

  test("has the body that the browser sent, whatever is in it", () => {
    // The developer tools replace other characters in a command for cmd.
    const printable = fc.string({ unit: fc.constantFrom(..."ab1 \"'\\%^&|<>(){}[]!$`~;,=\n") });
    fc.assert(
      fc.property(printable.filter(Boolean), (body) => {
        expect(read(asCopied(bash, " \\\n  ", body))[0]?.body).toBe(body);
        expect(read(asCopied(cmd, " ^\n  ", body))[0]?.body).toBe(body);
      }),
    );
  });

  test("of several requests is several requests", () => {
    expect(read("curl 'https://a.example/' ;\ncurl 'https://b.example/'").map(({ url }) => url)).toEqual([
      "https://a.example/",
      "https://b.example/",
    ]);
    expect(read('curl ^"https://a.example/^" &\r\ncurl ^"https://b.example/^"').map(({ url }) => url)).toEqual([
      "https://a.example/",
      "https://b.example/",
    ]);
  });

  test("of a preflight is the request that the preflight asks for", () => {
    const [request] = read(
      "curl 'https://api.example.com/' -X OPTIONS -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: DELETE' -H 'Access-Control-Request-Headers: content-type,x-a'",
    );
    expect(request).toMatchObject({
      method: "DELETE",
      origin: ORIGIN,
      headers: [
        ["content-type", "application/json"],
        ["x-a", "1"],
      ],
    });
  });

  test("with a disabled cache has not the headers that the developer tools add", () => {
    expect(read("curl https://a.example/ -H 'Pragma: no-cache' -H 'Cache-Control: no-cache'")[0]?.headers).toEqual([]);
    expect(read("curl https://a.example/ -H 'Cache-Control: no-cache'")[0]?.headers).toEqual([
      ["Cache-Control", "no-cache"],
    ]);
  });

  test("with escaped brackets in the URL has the URL of the browser", () => {
    expect(read(String.raw`curl --url 'https://a.example/?ids\[\]=1'`)[0]?.url).toBe("https://a.example/?ids[]=1");
  });

  test("with --insecure says so", () => {
    expect(readCurl("curl 'https://localhost/' --insecure")[0]?.insecure).toBe(true);
    expect(readCurl("curl 'https://localhost/'")[0]?.insecure).toBe(false);
  });
});

describe("A command that a person wrote", () => {
  test.each([
    ["curl -XDELETE https://a.example/", { method: "DELETE" }],
    ["curl -I https://a.example/", { method: "HEAD" }],
    ["curl a.example/x", { url: "http://a.example/x" }],
    [
      "curl -d a=1 -d b=2 https://a.example/",
      { method: "POST", body: "a=1&b=2", headers: [["Content-Type", "application/x-www-form-urlencoded"]] },
    ],
    [
      "curl --json '{}' https://a.example/",
      { method: "POST", body: "{}", headers: [["Content-Type", "application/json"]] },
    ],
    ["curl -G -d a=1 https://a.example/?b=2", { url: "https://a.example/?b=2&a=1", method: "GET", body: null }],
    ["curl -u a:b https://a.example/", { headers: [["Authorization", "Basic YTpi"]] }],
    ["curl -sS -o /dev/null --max-time 5 https://a.example/", { url: "https://a.example/", method: "GET" }],
    ['curl "https://a.example/?q=\\"x\\"" --header="X-A: 1"', { headers: [["X-A", "1"]] }],
  ])("%s", (text, request) => {
    expect(read(text)[0]).toMatchObject(request);
  });

  test.each([
    ["wget https://a.example/", "there is no curl command"],
    ["curl -H", "-H"],
    ["curl", "the command has no URL"],
    ["curl -H ': x' https://a.example/", "is not a header"],
  ])("is refused if it cannot be read: %s", (text, message) => {
    expect(() => readCurl(text)).toThrow(UsageError);
    expect(() => readCurl(text)).toThrow(message === "-H" ? "has no value" : message);
  });
});
