// The same mistake with one handler for both methods.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const dynamic = "force-static";

const handler = withCors(() => new Response("no headers"), policy);

export { handler as GET, handler as OPTIONS };
