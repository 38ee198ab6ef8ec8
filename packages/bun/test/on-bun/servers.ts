// The server for the tests: the conformance cases, and at /servers the URLs of the other servers.
import { conformanceApp } from "@fetch-cors/conformance";
import { withCors } from "../../src/index.ts";
import * as failing from "./failing.ts";
import { forms } from "./forms.ts";
import * as missing from "./missing.ts";
import * as policies from "./policies.ts";
import { options } from "./policy.ts";
import { decisions, routed } from "./routed.ts";
import { sockets } from "./sockets.ts";
import { refusals } from "./streamed.ts";

const { reload, ...others } = policies;
const servers = { ...failing, ...forms, ...missing, ...others, routed, sockets };
const urls = Object.fromEntries(Object.entries(servers).map(([name, { url }]) => [name, url.origin]));
const origin = (): string => conformance.url.origin;

const conformance = Bun.serve({
  ...options,
  routes: {
    "/servers": () => Response.json(urls),
    "/refusals": () => Response.json(refusals),
    "/decisions": () => Response.json(decisions.splice(0)),
    "/reload": () => {
      reload();
      return new Response();
    },
  },
  fetch: conformanceApp(withCors as never, { upstream: origin }),
});
console.log(`listening on ${origin()}`);
