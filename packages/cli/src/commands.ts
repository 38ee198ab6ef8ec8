import type { Command } from "./command.ts";

/** The commands by name, in the order of the help text. Each is loaded when it is used. */
export const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  check: {
    summary: "how browsers treat a server's responses, why, and what fixes them",
    load: async () => (await import("./check/command.ts")).check,
  },
  explain: {
    summary: "the cause and the fix of a console message",
    load: async () => (await import("./explain/command.ts")).explain,
  },
  verify: {
    summary: "whether a live server responds as a policy does",
    load: async () => (await import("./verify/command.ts")).verify,
  },
  audit: {
    summary: "what pages from other sites could read from a server",
    load: async () => (await import("./audit/command.ts")).audit,
  },
  export: {
    summary: "converts a policy file to server configuration",
    load: async () => (await import("./export/command.ts")).exportPolicy,
  },
};
