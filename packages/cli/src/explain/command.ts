import type { Command } from "../command.ts";
import { UsageError } from "../usage-error.ts";

export const explain: Command = {
  name: "explain",
  summary: "the cause and the fix of a console message",
  help: "",
  run: async () => {
    throw new UsageError("not there yet");
  },
};
