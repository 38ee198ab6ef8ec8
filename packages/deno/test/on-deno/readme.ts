// The main sample of the README, word for word.
import { withCors } from "@fetch-cors/deno";

export default {
  fetch: withCors((request) => Response.json({ path: new URL(request.url).pathname }), {
    origin: ["https://app.example.com", "http://localhost:*"],
    credentials: true,
  }),
};
