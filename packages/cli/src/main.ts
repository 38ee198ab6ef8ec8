import { createIo } from "./process-io.ts";
import { run } from "./run.ts";

const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
process.once("SIGTERM", () => controller.abort());
// A reader such as `head` closes the pipe early.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

// Node's warnings are not useful to the user: `patch` as a method is checked on purpose, for example.
process.removeAllListeners("warning");

const status = await run(process.argv.slice(2), createIo(controller.signal));
process.exitCode = controller.signal.aborted ? 130 : status;
