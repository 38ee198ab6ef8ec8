// The cases that cannot run on `@hono/node-server` 1, by name, with the reason. No reason concerns a CORS header.

/** With every `Response`. */
export const CANNOT_RUN_1: Readonly<Record<string, string>> = {
  "A preflight response has only the headers of the policy": "the server adds a Content-Type to every response",
  "hooks.onError can return a response with immutable headers, without headers of an earlier response":
    "the server adds a Content-Type to every response",
};

/** With the `Response` of the server. */
export const CANNOT_RUN_1_DEFAULT: Readonly<Record<string, string>> = {
  ...CANNOT_RUN_1,
  "app.onError can read the headers that outer middleware set": "its Response loses the header that app.onError sets",
};
