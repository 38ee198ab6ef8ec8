/** What Node adds to a response by itself. */
export const TRANSPORT_HEADERS = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"] as const;
