import type { H3Event, Middleware } from "h3";
import { allowsEveryHeader, stringsOrRegExps } from "../origin-options.ts";
import { type Framework, fetchServer, type Handler, type Peer, type Server } from "../peer.ts";

async function h3App({ serve }: Handler, middleware?: Middleware): Promise<Server> {
  const { H3 } = await import("h3");
  const app = new H3();
  if (middleware) app.use(middleware);
  app.all("/**", (event) => serve(event.req));
  return fetchServer((request) => app.fetch(request));
}

const h3: Framework = { name: "h3", start: (handler) => h3App(handler) };

export const h3Cors: Peer = {
  name: "h3 handleCors",
  package: "h3",
  framework: h3,
  start: async (policy, handler) => {
    const { handleCors } = await import("h3");
    const options = {
      origin: stringsOrRegExps(policy.origin),
      credentials: policy.credentials,
      methods: [...policy.methods],
      allowHeaders: allowsEveryHeader(policy) ? ("*" as const) : [...policy.allowedHeaders],
      exposeHeaders: [...policy.exposedHeaders],
      maxAge: String(policy.maxAge),
    };
    return h3App(handler, (event: H3Event) => {
      const response = handleCors(event, options);
      return response === false ? undefined : response;
    });
  },
};
