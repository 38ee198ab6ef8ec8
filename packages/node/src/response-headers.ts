import type { MutableHeaders } from "@fetch-cors/core";
import type { NodeResponse } from "./node-types.ts";

/** The headers of a response, as a decision changes them. */
export class ResponseHeaders implements MutableHeaders {
  readonly #response: NodeResponse;

  constructor(response: NodeResponse) {
    this.#response = response;
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const name of this.#response.getHeaderNames()) {
      const value = this.#response.getHeader(name);
      // An array goes out as several lines: what they say together is one list.
      callback(typeof value === "string" ? value : [value].flat().join(", "), name);
    }
  }

  set(name: string, value: string): void {
    this.#response.setHeader(name, value);
  }

  delete(name: string): void {
    this.#response.removeHeader(name);
  }
}
