/** The server sent no response that a browser could read. The message is one line: the problem, then the remedy. */
export class UnreachableError extends Error {
  override readonly name: "UnreachableError" = "UnreachableError";
}

/** Problems with a certificate, by the code of OpenSSL or Node. */
const CERTIFICATE_PROBLEMS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate chain has a self-signed certificate that this machine does not trust",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "it does not send the whole certificate chain",
  UNABLE_TO_GET_ISSUER_CERT: "the issuer of its certificate is unknown",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the issuer of its certificate is unknown to this machine",
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for a different host",
};

/** Other failures, by code. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOTFOUND: "its host name does not resolve; check the spelling",
  EAI_AGAIN: "its host name cannot be resolved at the moment; check the network",
  ECONNREFUSED: "the connection is refused; check that the server is running and listens on this port",
  ECONNRESET: "the server closes the connection without a response",
  UND_ERR_SOCKET: "the server closes the connection before the response is complete",
  EPIPE: "the server closes the connection without a response",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the host's network",
  ETIMEDOUT: "the connection times out",
  ENOENT: "the Unix socket does not exist",
  EACCES: "this user has no permission to open the Unix socket",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the response is not HTTP (it has several lengths, or an incorrect one)",
  UND_ERR_HEADERS_OVERFLOW: "the server sends more than 256 KiB of headers, which browsers reject",
  ERR_HTTP2_HEADERS_OVERFLOW: "the server sends more than 256 KiB of headers, which browsers reject",
};

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // For a host with several addresses, the error contains one error for each.
  return code || (error instanceof AggregateError ? codeOf(error.errors[0]) : "");
};

function problemOf(error: unknown): string {
  const code = codeOf(error);
  const certificate = CERTIFICATE_PROBLEMS[code];
  if (certificate) return `${certificate}, and browsers reject it; pass --insecure to continue`;
  if (PROBLEMS[code]) return PROBLEMS[code];
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) return "TLS fails; check that the port speaks https";
  if (Object(error).name === "HTTPParserError") {
    const [, detail = ""] = /\(([^)]*)\)/.exec(Object(error).message) ?? [];
    return `the response is not HTTP${detail ? ` (${detail})` : ""}; check that the port speaks http`;
  }
  if (code.startsWith("ERR_HTTP2"))
    return `HTTP/2 fails (${Object(error).message}); pass --http1.1 to use HTTP/1.1 instead`;
  return Object(error).message || String(error);
}

/** The error for a request to `url` that failed with `error`. */
export function unreachable(url: string, error: unknown): UnreachableError {
  if (error instanceof UnreachableError) return error;
  return new UnreachableError(`${new URL(url).origin} cannot be reached: ${problemOf(error)}`, { cause: error });
}
