import { isIP } from "node:net";
import { type AddressSpace, addressSpaceOf, isLoopbackHost } from "../../transport/address-space.ts";
import type { Evaluation } from "../evaluate.ts";
import type { Note } from "../note.ts";

const PRIVACY: Readonly<Record<AddressSpace, number>> = { public: 0, local: 1, loopback: 2 };

/** The address space of a page. A host name is treated as public. */
function spaceOfPage({ hostname }: URL): AddressSpace {
  if (isLoopbackHost(hostname)) return "loopback";
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) ? addressSpaceOf(host) : "public";
}

/**
 * A note on how Chromium treats a server whose address is more private than the page's, whatever the response headers
 * are.
 *
 * @see https://wicg.github.io/local-network-access/
 */
export function localNetworkAccess(evaluations: readonly Evaluation[], origin: string): Note[] {
  if (!/^https?:/.test(origin) || !evaluations.some(({ engine }) => engine === "chromium")) return [];
  const page = new URL(origin);
  const space = spaceOfPage(page);
  const addresses = evaluations.flatMap(({ exchanges }) => exchanges.flatMap(({ answer }) => answer?.address ?? []));
  const address = addresses.find((one) => PRIVACY[addressSpaceOf(one)] > PRIVACY[space]);
  if (address === undefined) return [];
  const place = addressSpaceOf(address) === "loopback" ? "the local machine" : "the local network";
  const start = `The server's address ${address} belongs to ${place}, and the page's address is ${space === "public" ? "treated as public" : "less private"}`;
  const isSecure = page.protocol === "https:" || isLoopbackHost(page.hostname);
  return [
    {
      code: "local-network-access",
      level: "warning",
      text: `${start}: ${isSecure ? "Chromium asks the user before it sends the request" : "Chromium blocks requests from a page without https"}`,
      fix: isSecure
        ? "Serve the page from the same network, or let the user allow the request: no response header can allow it"
        : "Serve the page over https, so that Chromium can ask the user: no response header can allow it",
    },
  ];
}
