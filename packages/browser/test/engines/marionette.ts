/** A client of Marionette, through which Firefox runs scripts of its own privilege: they read its console. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

type Reply = readonly [type: number, id: number, error: unknown, result: unknown];

/** A connection to the Firefox that listens on a port. */
class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (data: Buffer) => this.#read(data));
    socket.on("error", () => {});
  }

  /** Connects as soon as Firefox listens. */
  static async connect(port: number): Promise<Marionette> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const socket = await new Promise<Socket | undefined>((resolve) => {
        const candidate = connect(port, "127.0.0.1", () => resolve(candidate));
        candidate.on("error", () => resolve(undefined));
      });
      if (socket) return new Marionette(socket);
      await sleep(200);
    }
    throw new Error(`Firefox does not listen on port ${port}`);
  }

  async send(name: string, parameters: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    const command = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(command)}:${command}`);
    const [, , error, result] = await reply;
    if (error) throw new Error(`${name}: ${JSON.stringify(error)}`);
    return result;
  }

  /** Runs a script with Firefox's own privilege, and returns its value. */
  async run(script: string): Promise<unknown> {
    const result = await this.send("WebDriver:ExecuteScript", { script, args: [] });
    return (result as { readonly value: unknown }).value;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Each message is its length in bytes, a colon, and JSON. */
  #read(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(":");
      const length = Number(this.#received.subarray(0, colon).toString());
      const end = colon + 1 + length;
      if (colon < 0 || this.#received.length < end) return;
      const reply: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      if (Array.isArray(reply)) this.#waiting.get(reply[1] as number)?.(reply as unknown as Reply);
    }
  }
}

/** Keeps every message of the console in a list of the browser window. */
const LISTEN = `
  const messages = [];
  const textOf = (message) => message instanceof Ci.nsIScriptError ? message.errorMessage : message.message;
  const listener = { observe: (message) => void messages.push(textOf(message)) };
  Services.console.registerListener(listener);
  Services.fetchCorsMessages = { messages, listener };
`;

/** Opens a page in Firefox; the result reads what the console has shown so far. */
export async function openInFirefox(port: number, url: string): Promise<() => Promise<readonly string[]>> {
  const firefox = await Marionette.connect(port);
  await firefox.send("WebDriver:NewSession", {});
  await firefox.send("Marionette:SetContext", { value: "chrome" });
  await firefox.run(LISTEN);
  await firefox.send("Marionette:SetContext", { value: "content" });
  await firefox.send("WebDriver:Navigate", { url });
  return async () => {
    await firefox.send("Marionette:SetContext", { value: "chrome" });
    const messages = await firefox.run("return Services.fetchCorsMessages.messages;");
    firefox.close();
    return messages as readonly string[];
  };
}
