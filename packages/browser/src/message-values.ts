import type { Block } from "./block.ts";

/** The values of the placeholders in a message. */
export function valuesOf({ code, request, hint = "", status }: Block): Record<string, string> {
  const { url, origin, page } = request;
  // Chromium leaves out the URL, so that no password is printed to the console.
  const location = code === "redirect-with-credentials" && request.engine !== "webkit" ? "" : hint;
  return {
    ...{ url: url.href, origin, page, value: hint, method: hint, header: hint, location },
    ...{ status: String(status), scheme: url.protocol.slice(0, -1), port: hint },
  };
}
