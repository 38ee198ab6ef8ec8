// Why a case cannot run on `@hono/node-server` 1, by the name of the case. None of the reasons concerns a CORS header.

/** With any `Response`. */
export const CANNOT_RUN_1: Readonly<Record<string, string>> = {
  "The answer to a preflight has nothing but the headers of the policy":
    "the server adds a Content-Type to every response",
  "hooks.onError can answer with immutable headers, and nothing of the answer before goes along":
    "the server adds a Content-Type to every response",
};

/** With the `Response` of the server. */
export const CANNOT_RUN_1_DEFAULT: Readonly<Record<string, string>> = {
  ...CANNOT_RUN_1,
  "app.onError sees the headers that middleware around the policy has set":
    "its Response loses the header that app.onError sets",
};
