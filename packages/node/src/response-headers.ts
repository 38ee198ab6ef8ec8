import type { MutableHeaders } from "@fetch-cors/core/adapter";
import { asString } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";

/** The header methods of a response. Stand-ins for Node responses lack some of them. */
type Readable = Pick<NodeResponse, "setHeader"> &
  Partial<Pick<NodeResponse, "getHeader" | "getHeaderNames" | "removeHeader">>;

/** The headers that are looked up in a response without `getHeaderNames`. */
const LOOKED_UP = [
  "Vary",
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Expose-Headers",
];

/** Gives a decision access to the headers that are stored in a response. */
export class ResponseHeaders implements MutableHeaders {
  readonly #response: Readable;

  constructor(response: Readable) {
    this.#response = response;
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const name of this.#response.getHeaderNames?.() ?? LOOKED_UP) {
      const value = this.#response.getHeader?.(name);
      if (value !== undefined) callback(asString(value), name);
    }
  }

  set(name: string, value: string): void {
    this.#response.setHeader(name, value);
  }

  delete(name: string): void {
    this.#response.removeHeader?.(name);
  }
}
