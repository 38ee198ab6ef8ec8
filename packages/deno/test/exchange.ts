// Sends a request exactly as written, and reads the response line by line: `fetch` would merge headers and hide bytes.
import { connect } from "node:net";

/** A response as it was received. */
export interface ParsedResponse {
  readonly status: number;
  /** In their original order, with names in lower case, without `date`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Sends a request without a body, and closes the connection after its response. */
export function exchange(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ParsedResponse> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, Connection: "close", ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(Number(port), hostname, () => {
      // Not `end`, because Deno treats a half-closed connection as a disconnected client.
      socket.write([`${method} ${pathname}${search} HTTP/1.1`, ...lines, "", ""].join("\r\n"), "latin1");
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error(`incomplete response: ${JSON.stringify(received)}`)));
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(parse(received)));
  });
}

/** Parses a response. */
export function parse(received: string): ParsedResponse {
  const [head = "", ...rest] = received.split("\r\n\r\n");
  const [status = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => {
    const [name = "", ...value] = line.split(": ");
    return [name.toLowerCase(), value.join(": ")] as const;
  });
  return {
    status: Number(status.split(" ")[1]),
    headers: headers.filter(([name]) => name !== "date" && name !== "connection"),
    body: rest.join("\r\n\r\n"),
  };
}
