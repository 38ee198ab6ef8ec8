// The policy of the API, which nginx enforces. Run `npm run export` after each change.
import { definePolicy } from "@fetch-cors/export";

export default definePolicy({
  origin: ["https://app.example.com", "https://*.preview.example.com", "http://localhost:*"],
  credentials: true,
  methods: ["GET", "PUT"],
  allowedHeaders: ["Content-Type"],
  exposedHeaders: ["X-Total-Count"],
});
