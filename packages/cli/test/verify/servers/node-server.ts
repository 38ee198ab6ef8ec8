/** Servers of Node on loopback. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestServer {
  /** The resource that pages request; what is below it does not exist. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startNodeServer(listener: unknown): Promise<TestServer> {
  const server = createServer(listener as RequestListener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.close().closeAllConnections();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${port}/users`, stop };
}
