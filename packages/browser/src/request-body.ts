import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { isStream, UploadStream } from "./upload-stream.ts";

/** Whether an engine can send a body while the page is still writing it. */
export const sendsStreams = (engine: Engine): boolean =>
  !deviates(engine, "refuses-streams") && !deviates(engine, "sends-streams-as-text");

/** The body that an engine sends. Firefox converts a stream to a string. */
export const uploadOf = (engine: Engine, body: RequestInit["body"]): RequestInit["body"] =>
  isStream(body) && deviates(engine, "sends-streams-as-text") ? "[object ReadableStream]" : body;

/** The type that a runtime sets for text, and for an object that it does not recognize. */
const TYPE_OF_TEXT = "text/plain;charset=UTF-8";

const FOREIGN_BODY =
  "The body is a Blob or FormData from a different environment, such as jsdom, and this runtime cannot read it; pass one from the runtime, or run the test in the node environment";

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice("[object ".length, -1);

/** Whether a body is a `Blob` without a stream, as in jsdom, or a form with one. The runtime would fail or hang. */
function isUnreadable(body: unknown): boolean {
  if (tagOf(body) !== "FormData") return /^(?:Blob|File)$/.test(tagOf(body)) && !(body as Blob).stream;
  return Symbol.iterator in (body as FormData) && [...(body as FormData)].some(([, value]) => isUnreadable(value));
}

/** The body, and the `Content-Type` to use if the headers have none. See #concept-bodyinit-extract. */
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
  // A Request does not reveal whether its body was a stream, so the body is treated as bytes.
  return { body: inputRequest?.body ? await inputRequest.arrayBuffer() : null, type: null };
}
