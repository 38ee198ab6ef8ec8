import type { HeaderLine } from "@fetch-cors/browser";
import { UsageError } from "../usage-error.ts";
import { encodeForm, type FormPart, readData, readFormPart } from "./form-body.ts";
import { fromSentRequest, type PageRequest } from "./page-request.ts";
import { cmdCommands, isCmd, shellCommands } from "./shell-words.ts";

/** The request of a curl command, and its other relevant options. */
export interface CurlRequest {
  readonly request: PageRequest;
  /** Whether the command accepts certificates that browsers refuse. */
  readonly insecure: boolean;
}

/** curl options that have a value and do not change the request. */
const IGNORED_WITH_VALUE =
  /^(?:-o|--output|-m|--max-time|--connect-timeout|-x|--proxy|--resolve|--cacert|--cert|--key|-w|--write-out|-c|--cookie-jar|--retry|--limit-rate|-D|--dump-header|--max-redirs|-r|--range|-T|--upload-file|-K|--config|--unix-socket)$/;

/** The long names of options with a value, by their short ones. */
const SHORT: Readonly<Record<string, string>> = {
  "-X": "--request",
  "-H": "--header",
  "-d": "--data",
  "-F": "--form",
  "-b": "--cookie",
  "-u": "--user",
  "-A": "--user-agent",
  "-e": "--referer",
};

/** Splits `-XPOST` and `--request=POST` into the option and its value. */
function splitOption(word: string): readonly [option: string, value: string | undefined] {
  const [, long, value] = /^(--[\w-]+)=([\s\S]*)$/.exec(word) ?? [];
  if (long !== undefined) return [long, value];
  const short = /^-[A-Za-z]/.exec(word)?.[0];
  if (short !== undefined && word.length > 2 && SHORT[short]) return [SHORT[short], word.slice(2)];
  return [SHORT[word] ?? word, undefined];
}

/** The request that the options of a command describe. */
class CurlCommand {
  url = "";
  method: string | undefined;
  readonly headers: HeaderLine[] = [];
  readonly data: string[] = [];
  readonly form: FormPart[] = [];
  isGet = false;
  isHead = false;
  isJson = false;
  insecure = false;

  set(option: string, value: string): void {
    switch (option) {
      case "--url":
        this.url = value;
        break;
      case "--request":
        this.method = value;
        break;
      case "--header":
        this.#addHeader(value);
        break;
      case "--json":
        this.isJson = true;
        this.data.push(value);
        break;
      case "--data-urlencode":
        this.data.push(value.replace(/^([^=]*=)?([\s\S]*)$/, (_, name = "", text) => name + encodeURIComponent(text)));
        break;
      case "--form":
        this.form.push(readFormPart(value));
        break;
      case "--cookie":
        if (value.includes("=")) this.headers.push(["Cookie", value]);
        break;
      case "--user":
        this.headers.push(["Authorization", `Basic ${Buffer.from(value).toString("base64")}`]);
        break;
      case "--user-agent":
        this.headers.push(["User-Agent", value]);
        break;
      case "--referer":
        this.headers.push(["Referer", value]);
        break;
      case "--data-raw":
        this.data.push(value);
        break;
      default:
        this.data.push(Buffer.from(readData(value, option)).toString());
    }
  }

  #addHeader(line: string): void {
    // In curl, `Name;` sends an empty value, and `Name:` removes a default header.
    const [, name = "", separator, value = ""] = /^([^:;]+)([:;])\s*([\s\S]*)$/.exec(line) ?? [];
    if (separator === ":" && value === "") return;
    if (name === "") throw new UsageError(`-H: ${JSON.stringify(line)} is not a header; write "Name: value"`);
    this.headers.push([name.trim(), value]);
  }

  #has(name: string): boolean {
    return this.headers.some(([one]) => one.toLowerCase() === name);
  }

  toRequest(): CurlRequest {
    const headers = [...this.headers];
    let url = this.url.replace(/\\([[\]{}])/g, "$1");
    if (!/^[a-z][a-z\d+.-]*:\/\//i.test(url)) url = `http://${url}`;
    if (!URL.canParse(url)) throw new UsageError(`--curl: ${JSON.stringify(this.url)} is not a URL`);
    const text = this.data.join("&");
    const hasData = this.data.length > 0 && !this.isGet;
    if (this.isGet && text) url += (url.includes("?") ? "&" : "?") + text;
    let body = hasData ? new Uint8Array(Buffer.from(text)) : null;
    if (this.form.length > 0) {
      const encoded = encodeForm(this.form);
      body = encoded.body;
      headers.push(["Content-Type", encoded.type]);
    } else if (hasData && !this.#has("content-type")) {
      headers.push(["Content-Type", this.isJson ? "application/json" : "application/x-www-form-urlencoded"]);
    }
    const method = this.method ?? (this.isHead ? "HEAD" : body ? "POST" : "GET");
    const sent = { url, method, headers, body: method === "GET" || method === "HEAD" ? null : body };
    return { request: fromSentRequest(sent), insecure: this.insecure };
  }
}

/** The options that have a value and change the request. */
const WITH_VALUE =
  /^--(?:url|request|header|json|data|data-raw|data-binary|data-ascii|data-urlencode|form|cookie|user|user-agent|referer)$/;

function readCommand(words: readonly string[]): CurlRequest {
  const command = new CurlCommand();
  for (let index = 0; index < words.length; index += 1) {
    const [option, attached] = splitOption(words[index] ?? "");
    if (WITH_VALUE.test(option) || IGNORED_WITH_VALUE.test(option)) {
      if (attached === undefined) index += 1;
      const value = attached ?? words[index];
      if (value === undefined) throw new UsageError(`--curl: ${option} has no value`);
      if (WITH_VALUE.test(option)) command.set(option, value);
    } else if (option === "-G" || option === "--get") command.isGet = true;
    else if (option === "-I" || option === "--head") command.isHead = true;
    else if (option === "-k" || option === "--insecure") command.insecure = true;
    else if (!option.startsWith("-")) command.url = option;
  }
  if (command.url === "") throw new UsageError("--curl: the command has no URL");
  return command.toRequest();
}

/**
 * Reads curl commands as the developer tools of browsers copy them, in the syntax of bash or of `cmd.exe`.
 *
 * @throws {UsageError} If there is no curl command in the text.
 */
export function readCurl(text: string): readonly CurlRequest[] {
  const commands = (isCmd(text) ? cmdCommands(text) : shellCommands(text)).filter((words) =>
    /^curl(?:\.exe)?$/.test(words[0] ?? ""),
  );
  if (commands.length === 0)
    throw new UsageError("--curl: there is no curl command; copy the request with Copy as cURL");
  return commands.map((words) => readCommand(words.slice(1)));
}
