/** Whether a host name or address is loopback. See Secure Contexts, #is-origin-trustworthy. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname) || hostname.endsWith(".localhost");

/** Whether the connection to a URL is safe from attackers on the network. */
export const isTrustworthy = ({ protocol, hostname }: URL): boolean => protocol === "https:" || isLoopback(hostname);
