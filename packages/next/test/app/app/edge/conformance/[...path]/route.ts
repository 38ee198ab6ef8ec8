// Mounts the conformance cases on the edge runtime.
import { conformanceApp } from "@fetch-cors/conformance";
import { withCors } from "@fetch-cors/next";

const handler = conformanceApp(withCors, {
  upstream: () => `http://localhost:${process.env["PORT"]}/edge/conformance`,
});

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
};

export const runtime = "edge";
