/** The headers that Node adds to a response. */
export const TRANSPORT_HEADERS = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"] as const;
