import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../usage-error.ts";

/** A field of a form, or a file. */
export interface FormPart {
  readonly name: string;
  readonly value: Uint8Array<ArrayBuffer>;
  /** The name of the file, if the part is one. */
  readonly filename: string | undefined;
  readonly type: string | undefined;
}

/** Reads `name=value`, `name=@file` or `name=@file;type=image/png`, as in curl. */
export function readFormPart(text: string): FormPart {
  const [, name, at, value = "", type] = /^([^=]+)=(@?)([\s\S]*?)(?:;type=([^;]+))?$/.exec(text) ?? [];
  if (name === undefined)
    throw new UsageError(`-F: ${JSON.stringify(text)} is not a field; write name=value or name=@file`);
  if (!at) return { name, value: new Uint8Array(Buffer.from(value)), filename: undefined, type };
  return {
    name,
    value: readData(`@${value}`, "-F"),
    filename: basename(value),
    type: type ?? "application/octet-stream",
  };
}

/** The bytes of `text`, or of the file that `@file` names. */
export function readData(text: string, option: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith("@")) return new Uint8Array(Buffer.from(text));
  try {
    return new Uint8Array(readFileSync(text.slice(1)));
  } catch {
    throw new UsageError(`${option}: the file ${text.slice(1)} cannot be read`);
  }
}

/** Encodes a form as `multipart/form-data`. The boundary is constant, so that a request can be recognized. */
export function encodeForm(parts: readonly FormPart[]): {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
} {
  const boundary = "----fetch-cors-boundary";
  const quote = (text: string): string => `"${text.replace(/"/g, "%22").replace(/\r?\n/g, "%0A")}"`;
  const chunks = parts.flatMap(({ name, value, filename, type }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name=${quote(name)}` +
        `${filename === undefined ? "" : `; filename=${quote(filename)}`}\r\n${type ? `Content-Type: ${type}\r\n` : ""}\r\n`,
    ),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  const body = new Uint8Array(Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]));
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}
