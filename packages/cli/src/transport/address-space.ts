import { BlockList, isIP } from "node:net";

/** How close an address is to the local machine. See Local Network Access, #ip-address-space. */
export type AddressSpace = "loopback" | "local" | "public";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
// The unspecified address reaches the local machine.
LOOPBACK.addAddress("0.0.0.0", "ipv4");
LOOPBACK.addAddress("::", "ipv6");

const LOCAL = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  LOCAL.addSubnet(network, prefix, "ipv4");
}
LOCAL.addSubnet("fc00::", 7, "ipv6");
LOCAL.addSubnet("fe80::", 10, "ipv6");

/** The address space of an IP address. An IPv4-mapped IPv6 address counts as the IPv4 address. */
export function addressSpaceOf(address: string): AddressSpace {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ip = mapped ?? address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(ip) === 6 ? "ipv6" : "ipv4";
  if (LOOPBACK.check(ip, family)) return "loopback";
  return LOCAL.check(ip, family) ? "local" : "public";
}

/** Whether a host name or an IP address belongs to the local machine. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return addressSpaceOf(host) === "loopback";
  return /^(?:.*\.)?localhost\.?$/i.test(host);
}
