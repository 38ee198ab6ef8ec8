// Mounts the conformance cases; the last segment of the path is the id of the case.
import { conformanceApp } from "@fetch-cors/conformance";
import { withCors } from "@fetch-cors/next";

const handler = conformanceApp(withCors, { upstream: () => `http://localhost:${process.env["PORT"]}/conformance` });

export {
  handler as DELETE,
  handler as GET,
  handler as HEAD,
  handler as OPTIONS,
  handler as PATCH,
  handler as POST,
  handler as PUT,
};
