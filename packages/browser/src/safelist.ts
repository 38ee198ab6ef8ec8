import { mimeEssence } from "./mime-type.ts";

/** The longest safelisted value, and the longest sum of all safelisted values, in bytes. */
const LONGEST_VALUE = 128;
const LONGEST_SUM = 1024;

/** See #cors-unsafe-request-header-byte. A header value has one character for each byte. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes
const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;

const SAFELISTED_ESSENCES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/** A single range with a start: browsers have never sent `bytes=-500`. See #simple-range-header-value. */
function isSafelistedRange(value: string): boolean {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(value) ?? [];
  return start !== undefined && (!end || BigInt(start) <= BigInt(end));
}

/** Whether a page may send this header to any server without a preflight. See #cors-safelisted-request-header. */
export function isCorsSafelistedRequestHeader(name: string, value: string): boolean {
  if (value.length > LONGEST_VALUE) return false;
  switch (name.toLowerCase()) {
    case "accept":
      return !UNSAFE_BYTE.test(value);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type":
      return !UNSAFE_BYTE.test(value) && SAFELISTED_ESSENCES.includes(mimeEssence(value) ?? "");
    case "range":
      return isSafelistedRange(value);
    default:
      return false;
  }
}

/** Whether a page may set this header in mode "no-cors". See #no-cors-safelisted-request-header. */
export const isNoCorsSafelistedRequestHeader = (name: string, value: string): boolean =>
  name.toLowerCase() !== "range" && isCorsSafelistedRequestHeader(name, value);

/** The header names that a server has to allow: lower-case, sorted, unique. See #cors-unsafe-request-header-names. */
export function corsUnsafeRequestHeaderNames(headers: Headers): readonly string[] {
  const unsafe: string[] = [];
  const potentiallyUnsafe: string[] = [];
  let safelistValueSize = 0;
  for (const [spelling, value] of headers) {
    // The `Headers` of happy-dom keep the page's spelling and order.
    const name = spelling.toLowerCase();
    if (isCorsSafelistedRequestHeader(name, value)) {
      potentiallyUnsafe.push(name);
      safelistValueSize += value.length;
    } else {
      unsafe.push(name);
    }
  }
  return (safelistValueSize > LONGEST_SUM ? [...unsafe, ...potentiallyUnsafe] : unsafe).sort();
}
