import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { isStream, UploadStream } from "./upload-stream.ts";

/** Whether an engine sends a body while the page still writes it. */
export const sendsStreams = (engine: Engine): boolean =>
  !deviates(engine, "refuses-streams") && !deviates(engine, "sends-streams-as-text");

/** The body as an engine reads it: Firefox takes a stream for an object like any other, and sends its text. */
export const uploadOf = (engine: Engine, body: RequestInit["body"]): RequestInit["body"] =>
  isStream(body) && deviates(engine, "sends-streams-as-text") ? "[object ReadableStream]" : body;

/** The type that a runtime gives to text, and to an object that it does not know. */
const TYPE_OF_TEXT = "text/plain;charset=UTF-8";

const FOREIGN_BODY =
  "The body is a Blob or FormData of another environment, like jsdom, and this runtime cannot read it; pass one of the runtime, or run the test in the environment node";

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice("[object ".length, -1);

/** Whether a body is a `Blob` without a stream, as in jsdom, or a form with one: the runtime would fail, or wait forever. */
function isUnreadable(body: unknown): boolean {
  if (tagOf(body) !== "FormData") return /^(?:Blob|File)$/.test(tagOf(body)) && !(body as Blob).stream;
  return Symbol.iterator in (body as FormData) && [...(body as FormData)].some(([, value]) => isUnreadable(value));
}

/** The body, and the type that belongs to it if the headers have none. See #concept-bodyinit-extract. */
export async function extractBody(
  body: RequestInit["body"],
  inputRequest: Request | undefined,
): Promise<{ readonly body: FetchRequest["body"]; readonly type: string | null }> {
  if (isStream(body)) return { body: new UploadStream(body), type: null };
  if (body !== undefined && body !== null) {
    if (isUnreadable(body)) throw new TypeError(FOREIGN_BODY);
    const extracted = new Response(body);
    const type = extracted.headers.get("Content-Type");
    if (type === TYPE_OF_TEXT && /Blob|File|FormData/.test(tagOf(body))) throw new TypeError(FOREIGN_BODY);
    return { body: await extracted.arrayBuffer(), type };
  }
  // A Request does not tell whether its body came from a stream, so it counts as bytes.
  return { body: inputRequest?.body ? await inputRequest.arrayBuffer() : null, type: null };
}
