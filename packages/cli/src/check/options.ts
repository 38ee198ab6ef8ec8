import type { Engine, HeaderLine } from "@fetch-cors/browser";
import { ENGINES } from "../engines.ts";
import { type ParsedArguments, parseArguments } from "../parse-arguments.ts";
import { readUrl } from "../read-url.ts";
import type { TransportOptions } from "../transport/create-transport.ts";
import { readTransportOptions, TRANSPORT_OPTIONS } from "../transport/options.ts";
import { UsageError } from "../usage-error.ts";
import { FIX_TARGETS, type FixTarget } from "./configuration.ts";
import { readCurl } from "./curl.ts";
import { encodeForm, readData, readFormPart } from "./form-body.ts";
import { readHar } from "./har.ts";
import type { PageRequest } from "./page-request.ts";

/** The arguments of `check`, read. */
export interface CheckOptions {
  /** Each request, with the origins of its pages. */
  readonly visits: readonly { readonly request: PageRequest; readonly origin: string }[];
  readonly engines: readonly Engine[];
  readonly send: boolean;
  readonly probes: boolean;
  readonly target: FixTarget | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly transport: TransportOptions;
}

const OPTIONS = {
  origin: { type: "string", multiple: true, short: "o" },
  request: { type: "string", short: "X" },
  header: { type: "string", multiple: true, short: "H" },
  data: { type: "string", multiple: true, short: "d" },
  form: { type: "string", multiple: true, short: "F" },
  credentials: { type: "boolean" },
  engine: { type: "string", multiple: true },
  curl: { type: "string" },
  har: { type: "string" },
  send: { type: "boolean" },
  "no-probes": { type: "boolean" },
  fix: { type: "string" },
  json: { type: "boolean" },
  verbose: { type: "boolean", short: "v" },
  ...TRANSPORT_OPTIONS,
} as const;

type Values = ParsedArguments<typeof OPTIONS>["values"];

function readHeader(line: string): HeaderLine {
  const [, name = "", value = ""] = /^([^:]+):\s*([\s\S]*)$/.exec(line) ?? [];
  try {
    new Headers([[name, value]]);
  } catch {
    throw new UsageError(`-H: ${JSON.stringify(line)} is not a header; write "Name: value"`);
  }
  return [name.trim(), value.trim()];
}

/** Reads the serialized origin of a page. The URL of a page is accepted as well. */
function readOrigin(text: string): string {
  if (text === "null" || text === "file://") return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.host || !text.includes("://")) {
    throw new UsageError(
      `--origin: ${JSON.stringify(text)} is not an origin; write one like https://app.example.com, or null`,
    );
  }
  return `${url.protocol}//${url.host}`;
}

function readBody({ data, form }: Values): { readonly body: Uint8Array<ArrayBuffer> | null; readonly type: string } {
  if (data && form) throw new UsageError("-d and -F exclude each other");
  if (form) return encodeForm(form.map(readFormPart));
  if (!data) return { body: null, type: "" };
  const chunks = data.flatMap((text, index) => [
    ...(index > 0 ? [Buffer.from("&")] : []),
    Buffer.from(readData(text, "-d")),
  ]);
  return { body: new Uint8Array(Buffer.concat(chunks)), type: "application/x-www-form-urlencoded" };
}

/** The request that the options describe. */
function readRequest(url: string, values: Values): PageRequest {
  const lines = (values.header ?? []).map(readHeader);
  const has = (name: string): boolean => lines.some(([one]) => one.toLowerCase() === name);
  const { body, type } = readBody(values);
  const method = values.request ?? (body ? "POST" : "GET");
  if (body && /^(?:GET|HEAD)$/.test(method)) throw new UsageError(`A page cannot send a body with ${method}`);
  const cookies = lines.filter(([name]) => name.toLowerCase() === "cookie").map(([, value]) => value);
  const isCredentialed = values.credentials === true || cookies.length > 0;
  return {
    url: readUrl(url),
    method,
    headers: [
      ...lines.filter(([name]) => !/^(?:cookie|origin)$/i.test(name)),
      ...(body && !has("content-type") ? [["Content-Type", type] as const] : []),
    ],
    body,
    credentials: isCredentialed ? "include" : "same-origin",
    cookie: cookies.join("; "),
    origin: lines.find(([name]) => name.toLowerCase() === "origin")?.[1],
  };
}

/** Reads the requests, and whether a curl command accepts any certificate. */
async function readRequests(
  positionals: readonly string[],
  values: Values,
  read: (path: string) => Promise<string>,
): Promise<{ readonly requests: readonly PageRequest[]; readonly insecure: boolean }> {
  const [url, ...others] = positionals;
  if (others.length > 0)
    throw new UsageError(
      `check accepts one URL; ${JSON.stringify(others[0])} is a second argument, perhaps because of missing quotes`,
    );
  const fromCurl = (text: string) => {
    const found = readCurl(text);
    return { requests: found.map(({ request }) => request), insecure: found.some(({ insecure }) => insecure) };
  };
  if (values.curl !== undefined) {
    const isFile = values.curl === "-" || values.curl.startsWith("@");
    return fromCurl(isFile ? await read(values.curl.replace(/^@/, "")) : values.curl);
  }
  if (values.har !== undefined)
    return { requests: readHar(await read(values.har), url && readUrl(url)), insecure: false };
  if (url === "-") {
    const text = await read("-");
    return text.trimStart().startsWith("{") ? { requests: readHar(text), insecure: false } : fromCurl(text);
  }
  if (url === undefined) throw new UsageError("check needs a URL, --curl or --har");
  return { requests: [readRequest(url, values)], insecure: false };
}

function readEngines(names: readonly string[] | undefined): readonly Engine[] {
  const wanted = (names ?? ["chromium,firefox,webkit"]).flatMap((name) => name.split(",")).map((name) => name.trim());
  return wanted.map((name) => {
    const engine = ENGINES.find((one) => one === name);
    if (!engine) throw new UsageError(`--engine: ${JSON.stringify(name)} is unknown; write ${ENGINES.join(", ")}`);
    return engine;
  });
}

function readTarget(name: string | undefined): FixTarget | undefined {
  const target = FIX_TARGETS.find((one) => one === name);
  if (name !== undefined && !target)
    throw new UsageError(`--fix: ${JSON.stringify(name)} is unknown; write ${FIX_TARGETS.join(", ")}`);
  return target;
}

/**
 * Reads the arguments of `check`.
 *
 * @param read - Reads a file, or standard input for `-`.
 * @throws {UsageError} If the arguments cannot be used.
 */
export async function readCheckOptions(
  args: readonly string[],
  read: (path: string) => Promise<string>,
): Promise<CheckOptions> {
  const { values, positionals } = parseArguments(args, OPTIONS);
  const { requests, insecure } = await readRequests(positionals, values, read);
  const origins = values.origin?.map(readOrigin);
  const visits = requests.flatMap((request) => {
    const own = origins ?? (request.origin === undefined ? [] : [readOrigin(request.origin)]);
    if (own.length === 0) throw new UsageError("check needs the origin of the page: --origin https://app.example.com");
    return own.map((origin) => ({
      request: { ...request, credentials: values.credentials ? ("include" as const) : request.credentials },
      origin,
    }));
  });
  const transport = readTransportOptions(values);
  return {
    visits,
    engines: readEngines(values.engine),
    send: values.send ?? false,
    probes: !values["no-probes"],
    target: readTarget(values.fix),
    json: values.json ?? false,
    verbose: values.verbose ?? false,
    transport: insecure ? { ...transport, insecure } : transport,
  };
}
