import type { RealEngine } from "@fetch-cors/browser";
import { REAL_ENGINES } from "../engines.ts";

/**
 * Characters other than letters, digits, dots and hyphens in the host of a page, and the engines that load a page from such
 * a host. The URL parser of each engine accepts more of them, but then the engine does not resolve the name.
 *
 * Seen in Chromium 156, Firefox 153 and WebKitGTK 2.50. A character of one engine stands for all others of that engine:
 * WebKit also loads hosts with `` ! " & ' ( ) * , = { } ~ ``, and Firefox with `+`.
 */
export const HOST_CHARACTERS: readonly { readonly character: string; readonly engines: readonly RealEngine[] }[] = [
  { character: "_", engines: REAL_ENGINES },
  { character: "$", engines: ["firefox", "webkit"] },
  { character: "`", engines: ["webkit"] },
];
