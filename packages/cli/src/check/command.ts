import type { Command } from "../command.ts";
import { UsageError } from "../usage-error.ts";

export const check: Command = {
  name: "check",
  summary: "what a browser makes of a server, why, and what fixes it",
  help: "",
  run: async () => {
    throw new UsageError("not there yet");
  },
};
