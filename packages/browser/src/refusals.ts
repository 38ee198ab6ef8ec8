import type { RealEngine } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import { fill } from "./message-catalogue.ts";

/** The reason why an engine refuses the arguments of `fetch`, before it sends anything. */
type Refusal =
  | "enumeration"
  | "navigate-mode"
  | "url"
  | "url-with-credentials"
  | "referrer"
  | "only-if-cached"
  | "method"
  | "forbidden-method"
  | "no-cors-method"
  | "body-of-get"
  | "stream-without-duplex"
  | "keepalive-stream"
  | "no-cors-stream"
  | "header-pair"
  | "header-name"
  | "header-value"
  | "header-byte";

type Refusals = Readonly<Record<Refusal, string>>;

const HEADERS_OF_FIREFOX = "(sequence<sequence<ByteString>> or record<ByteString, ByteString>)";

const CHROMIUM: Refusals = {
  enumeration:
    "Failed to read the '{member}' property from 'RequestInit': The provided value '{value}' is not a valid enum value of type {type}.",
  "navigate-mode": "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.",
  url: "Failed to parse URL from {value}",
  "url-with-credentials": "Request cannot be constructed from a URL that includes credentials: {value}",
  referrer: "Referrer '{value}' is not a valid URL.",
  "only-if-cached": "'only-if-cached' can be set only with 'same-origin' mode",
  method: "'{value}' is not a valid HTTP method.",
  "forbidden-method": "'{value}' HTTP method is unsupported.",
  "no-cors-method": "'{value}' is unsupported in no-cors mode.",
  "body-of-get": "Request with GET/HEAD method cannot have body.",
  "stream-without-duplex": "The `duplex` member must be specified for a request with a streaming body",
  "keepalive-stream": "Keepalive request cannot have a ReadableStream body.",
  "no-cors-stream": 'If request is made from ReadableStream, mode should be"same-origin" or "cors"',
  "header-pair": "Invalid value",
  "header-name": "Invalid name",
  "header-value": "Invalid value",
  "header-byte": "Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 code point.",
};

/** Firefox and WebKit send no streams: see the deviations `sends-streams-as-text` and `refuses-streams`. */
type WithoutStreams = Omit<Refusals, "stream-without-duplex" | "no-cors-stream" | "keepalive-stream">;

const FIREFOX: WithoutStreams = {
  enumeration: "'{value}' (value of '{member}' member of RequestInit) is not a valid value for enumeration {type}.",
  "navigate-mode": "Invalid request mode navigate.",
  url: "{value} is not a valid URL.",
  "url-with-credentials": "{value} is an url with embedded credentials.",
  referrer: "Invalid referrer URL {value}.",
  "only-if-cached":
    "Request mode '{mode}' was used, but request cache mode 'only-if-cached' can only be used with request mode 'same-origin'.",
  method: "Invalid request method {value}.",
  "forbidden-method": "Invalid request method {value}.",
  "no-cors-method": "Invalid request method {value}.",
  "body-of-get": "HEAD or GET Request cannot have a body.",
  "header-pair": "Headers require name/value tuples when being initialized by a sequence.",
  "header-name": "{value} is an invalid header name.",
  "header-value": "{value} is an invalid header value.",
  "header-byte": `Cannot convert {part} branch of ${HEADERS_OF_FIREFOX} to ByteString because the character at index {index} has value {code} which is greater than 255.`,
};

const WEBKIT: WithoutStreams & Pick<Refusals, "keepalive-stream"> = {
  enumeration: "Type error",
  "navigate-mode": "Request constructor does not accept navigate fetch mode.",
  url: "URL is not valid or contains user credentials.",
  "url-with-credentials": "URL is not valid or contains user credentials.",
  referrer: "Referrer is not a valid URL.",
  "only-if-cached": "only-if-cached cache option requires fetch mode to be same-origin.",
  method: "Method is not a valid HTTP token.",
  "forbidden-method": "Method is forbidden.",
  "no-cors-method": "Method must be GET, POST or HEAD in no-cors mode.",
  "body-of-get": "Request has method '{value}' and cannot have a body",
  "keepalive-stream": "Request cannot have a ReadableStream body and keepalive set to true",
  "header-pair": "Header sub-sequence must contain exactly two items",
  "header-name": "Invalid header name: '{value}'",
  "header-value": "Header '{name}' has invalid value: '{value}'",
  "header-byte": "Type error",
};

/** The text before each message. */
const PREFIXES: Readonly<Record<RealEngine, string>> = {
  chromium: "Failed to execute 'fetch' on 'Window': ",
  firefox: "Window.fetch: ",
  webkit: "",
};

/** The error for arguments that an engine refuses, in its own words; `"standard"` uses Chromium's messages. */
export function refuse(engine: Engine, refusal: Refusal, values: Readonly<Record<string, string>> = {}): TypeError {
  const real = engine === "standard" ? "chromium" : engine;
  const refusals: Readonly<Record<RealEngine, Partial<Refusals>>> = {
    chromium: CHROMIUM,
    firefox: FIREFOX,
    webkit: WEBKIT,
  };
  return new TypeError(PREFIXES[real] + fill(refusals[real][refusal] as string, values));
}
