import type { Block } from "./block.ts";
import { chromiumMessage } from "./chromium-messages.ts";
import { firefoxMessage } from "./firefox-messages.ts";
import { webkitMessage } from "./webkit-messages.ts";

/** The message in the console of the engine. `"standard"` prints Chromium's messages. */
export function messageFor(block: Block): string {
  switch (block.request.engine) {
    case "firefox":
      return firefoxMessage(block);
    case "webkit":
      return webkitMessage(block);
    default:
      return chromiumMessage(block);
  }
}
