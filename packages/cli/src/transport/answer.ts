import type { HeaderLine, RawResponse } from "@fetch-cors/browser";

/** A response, with facts about the connection. */
export interface Answer extends RawResponse {
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
  /** The bytes as received, perhaps compressed; `null` if HTTP permits no body for this response. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Whether only the beginning of the body was read. */
  readonly isCut: boolean;
  readonly httpVersion: "1.1" | "2";
  /** The IP address of the server; `undefined` behind a proxy or a Unix socket. */
  readonly address: string | undefined;
  /** From the request to the headers, in milliseconds. */
  readonly duration: number;
}

/** The limits of an exchange. */
export interface Limits {
  /** Until the headers, in milliseconds. */
  readonly timeout: number;
  /** Of the headers, in bytes. */
  readonly headers: number;
  /** How much of a body is read, in bytes. */
  readonly body: number;
  /** How long a body is read, in milliseconds. */
  readonly bodyTime: number;
}

/** A request on the wire. */
export interface WireRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer | null;
}

/** The response before the transport adds facts about the connection. */
export type WireAnswer = Pick<Answer, "status" | "statusText" | "headers" | "body" | "isCut" | "address" | "duration">;

/** Whether HTTP permits a body for this status and method. */
export const hasBody = (status: number, method: string): boolean =>
  method !== "HEAD" && ![204, 205, 304].includes(status);
