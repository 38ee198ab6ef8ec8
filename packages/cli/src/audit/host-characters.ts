import type { RealEngine } from "@fetch-cors/browser";
import { REAL_ENGINES } from "../engines.ts";

/**
 * Characters other than letters, digits, dots and hyphens in the host of a page, and the engines that load a page from
 * such a host. The engines' URL parsers accept more characters, but the engines do not resolve such names.
 *
 * Observed in Chromium 156, Firefox 153 and WebKitGTK 2.50. One character represents all others of the same engine:
 * WebKit also loads hosts with `` ! " & ' ( ) * , = { } ~ ``, and Firefox with `+`.
 */
export const HOST_CHARACTERS: readonly { readonly character: string; readonly engines: readonly RealEngine[] }[] = [
  { character: "_", engines: REAL_ENGINES },
  { character: "$", engines: ["firefox", "webkit"] },
  { character: "`", engines: ["webkit"] },
];
