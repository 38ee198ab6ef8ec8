import { createIo } from "./process-io.ts";
import { run } from "./run.ts";

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
process.once("SIGTERM", () => controller.abort());
// A reader like `head` closes the pipe when it has enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

// Warnings of Node are about this program, like one about the method `patch`, which a user checks on purpose.
process.removeAllListeners("warning");

const status = await run(process.argv.slice(2), createIo(controller.signal));
process.exitCode = controller.signal.aborted ? 130 : status;
