// The same mistake with the public policy: only preflights need the headers.
import { corsRoute } from "@fetch-cors/next";

export const dynamic = "force-static";

export const { GET, OPTIONS } = corsRoute({ GET: () => new Response("no headers") }, { origin: "*" });
