/** Mistakes of Express servers: with the `cors` package, and written by hand. */
import cors from "cors";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { isAllowed } from "./policies.ts";

export interface NodeMistake {
  /** The mistake, as a sentence. */
  readonly mistake: string;
  /** A difference that has to be found: its kind and cause. */
  readonly finds: string;
  readonly app: () => Express;
}

/** The API behind all of these policies. It sends no headers of its own except one that pages want to read. */
function api(app: Express): Express {
  app.all("/users", (_request: Request, response: Response) => {
    response.set("X-Total-Count", "2").json(["Ada", "Grace"]);
  });
  return app;
}

/** The options of the `cors` package that are right. */
const RIGHT: cors.CorsOptions = {
  // A list, because a callback that denies an origin leaves out Vary.
  origin: [
    "https://app.example.com",
    "https://admin.example.com",
    /^https:\/\/([a-z0-9_-]+\.)+preview\.example\.com$/,
    /^http:\/\/localhost(:[1-9][0-9]{0,4})?$/,
  ],
  credentials: true,
  methods: ["GET", "PUT", "DELETE"],
  allowedHeaders: ["Content-Type", "Authorization", "X-Request-Id"],
  exposedHeaders: ["X-Total-Count"],
  maxAge: 600,
};

/** An app with the `cors` package in front. */
export const withPackage =
  (options: cors.CorsOptions = {}) =>
  (): Express =>
    api(express().use(cors({ ...RIGHT, ...options })));

const FROM_LIST = [
  "https://app.example.com",
  "https://admin.example.com",
  /^https:\/\/([a-z0-9_-]+\.)+preview\.example\.com$/,
];

const PACKAGE_MISTAKES: readonly NodeMistake[] = [
  { mistake: "reflects every origin", finds: "shares origin", app: withPackage({ origin: true }) },
  {
    mistake: "denies origins by a callback, which leaves out Vary",
    finds: "cached blocks missing-allow-origin",
    app: withPackage({ origin: (origin, callback) => callback(null, isAllowed(origin)) }),
  },
  {
    mistake: "matches an origin with an unanchored regular expression",
    finds: "shares origin",
    app: withPackage({ origin: [...FROM_LIST, /localhost/, /app\.example\.com/] }),
  },
  {
    mistake: "allows the port 3000 of localhost only",
    finds: "blocks missing-allow-origin",
    app: withPackage({ origin: [...FROM_LIST, "http://localhost:3000"] }),
  },
  {
    mistake: "sends one fixed origin",
    finds: "blocks origin-mismatch",
    app: withPackage({ origin: "https://app.example.com" }),
  },
  { mistake: "forgets credentials", finds: "blocks credentials-not-true", app: withPackage({ credentials: false }) },
  {
    mistake: "allows every origin without credentials",
    finds: "blocks wildcard-with-credentials",
    app: withPackage({ origin: "*", credentials: false }),
  },
  {
    mistake: "keeps the default methods, with PATCH",
    finds: "shares method",
    app: withPackage({ methods: "GET,HEAD,PUT,PATCH,POST,DELETE" }),
  },
  { mistake: "leaves out DELETE", finds: "blocks method-not-allowed", app: withPackage({ methods: ["GET", "PUT"] }) },
  {
    mistake: "reflects the requested headers",
    finds: "shares header",
    app: () => api(express().use(cors({ ...RIGHT, allowedHeaders: undefined as never }))),
  },
  {
    mistake: "leaves out one header",
    finds: "blocks header-not-allowed",
    app: withPackage({ allowedHeaders: ["Content-Type", "Authorization"] }),
  },
  { mistake: "exposes no header", finds: "hides-header exposure", app: withPackage({ exposedHeaders: [] }) },
  {
    mistake: "exposes one header more",
    finds: "shows-header exposure",
    app: withPackage({ exposedHeaders: ["X-Total-Count", "X-Powered-By"] }),
  },
  {
    mistake: "has no max-age",
    finds: "preflight-lifetime shorter",
    app: () => api(express().use(cors({ ...RIGHT, maxAge: undefined as never }))),
  },
  { mistake: "has a max-age of a day", finds: "preflight-lifetime longer", app: withPackage({ maxAge: 86_400 }) },
  {
    mistake: "answers preflights after authentication",
    finds: "blocks preflight-status",
    app: () =>
      api(
        express()
          .use((request: Request, response: Response, next: NextFunction) => {
            // The errors have CORS headers; the preflight is refused all the same.
            if (request.method !== "OPTIONS") return next();
            cors(RIGHT)({ ...request, method: "GET" } as Request, response, () => response.status(401).end());
          })
          .use(cors(RIGHT)),
      ),
  },
  {
    mistake: "has a policy for GET only, so that nothing answers preflights",
    finds: "blocks missing-allow-origin",
    app: () => {
      const app = express();
      app.get("/users", cors(RIGHT));
      return api(app);
    },
  },
  {
    mistake: "has the policy on the route, so that a 404 has no headers",
    finds: "blocks missing-allow-origin",
    app: () => {
      const app = express();
      app.options("/{*path}", cors(RIGHT));
      app.all("/users", cors(RIGHT));
      return api(app);
    },
  },
];

/** The answer of a server that is written by hand, before a mistake goes into it. */
interface Answer {
  status: number | undefined;
  readonly headers: Map<string, string | string[]>;
}

/** A policy that is written by hand and right, and one change of its answer. */
export const byHand =
  (change: (answer: Answer, request: Request) => void, allows: (origin: string) => boolean = isAllowed) =>
  (): Express => {
    const app = express();
    app.use((request: Request, response: Response, next: NextFunction) => {
      const origin = request.get("Origin");
      const isPreflight = request.method === "OPTIONS" && request.get("Access-Control-Request-Method") !== undefined;
      const answer: Answer = { status: isPreflight ? 204 : undefined, headers: new Map([["Vary", "Origin"]]) };
      if (origin !== undefined && allows(origin)) {
        answer.headers.set("Access-Control-Allow-Origin", origin).set("Access-Control-Allow-Credentials", "true");
        if (isPreflight) {
          answer.headers
            .set("Access-Control-Allow-Methods", "GET, PUT, DELETE")
            .set("Access-Control-Allow-Headers", "Content-Type, Authorization, X-Request-Id")
            .set("Access-Control-Max-Age", "600");
        } else answer.headers.set("Access-Control-Expose-Headers", "X-Total-Count");
      }
      change(answer, request);
      for (const [name, value] of answer.headers) response.set(name, value);
      if (answer.status === undefined) next();
      else response.status(answer.status).end();
    });
    return api(app);
  };

/** The same policy without a mistake. */
export const soundByHand = byHand(() => {});

/** Changes the headers of one kind of answer. */
const isPreflight = ({ method }: Request): boolean => method === "OPTIONS";

const HAND_MISTAKES: readonly NodeMistake[] = [
  {
    mistake: "compares only the start of an origin",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || origin.startsWith("https://app.example.com"),
    ),
  },
  {
    mistake: "compares only the end of an origin",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || origin.endsWith("admin.example.com"),
    ),
  },
  {
    mistake: "looks for a domain anywhere in an origin",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || origin.includes("preview.example.com"),
    ),
  },
  {
    mistake: "ignores the port",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || isAllowed(origin.replace(/:\d+$/, "")),
    ),
  },
  {
    mistake: "ignores the scheme",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || isAllowed(origin.replace("http:", "https:")),
    ),
  },
  {
    mistake: "lets a dot stand for any character",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || /^https:\/\/admin.example.com$/.test(origin),
    ),
  },
  {
    mistake: "allows the apex of a pattern",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || origin === "https://preview.example.com",
    ),
  },
  {
    mistake: "allows the origin null",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || origin === "null",
    ),
  },
  {
    mistake: "allows any subdomain of an exact origin",
    finds: "shares origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) || /^https:\/\/[\w.-]+\.admin\.example\.com$/.test(origin),
    ),
  },
  {
    mistake: "allows one level of subdomains only",
    finds: "blocks missing-allow-origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) && !/\w\.\w+\.preview/.test(origin),
    ),
  },
  {
    mistake: "forgets the second origin of its list",
    finds: "blocks missing-allow-origin",
    app: byHand(
      () => {},
      (origin) => isAllowed(origin) && !origin.includes("admin"),
    ),
  },
  {
    mistake: "refuses the preflight of one origin only",
    finds: "blocks preflight-status",
    app: byHand((answer, request) => {
      if (isPreflight(request) && request.get("Origin")?.includes("admin")) answer.status = 403;
    }),
  },
  {
    mistake: "lets every origin through a preflight",
    finds: "lets-through origin",
    app: byHand((answer, request) => {
      if (isPreflight(request))
        answer.headers
          .set("Access-Control-Allow-Origin", request.get("Origin") ?? "*")
          .set("Access-Control-Allow-Methods", "GET, PUT, DELETE");
    }),
  },
  {
    mistake: "adds a slash to the origin",
    finds: "blocks origin-mismatch",
    app: byHand(({ headers }) => {
      const origin = headers.get("Access-Control-Allow-Origin");
      if (origin) headers.set("Access-Control-Allow-Origin", `${origin}/`);
    }),
  },
  {
    mistake: "writes True",
    finds: "blocks credentials-not-true",
    app: byHand(({ headers }) => {
      if (headers.has("Access-Control-Allow-Credentials")) headers.set("Access-Control-Allow-Credentials", "True");
    }),
  },
  {
    mistake: "leaves credentials out of the answer to a preflight",
    finds: "blocks credentials-not-true",
    app: byHand(({ headers }, request) => {
      if (isPreflight(request)) headers.delete("Access-Control-Allow-Credentials");
    }),
  },
  {
    mistake: "sends nothing to a request with a cookie",
    finds: "blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (request.get("Cookie")) headers.delete("Access-Control-Allow-Origin");
    }),
  },
  {
    mistake: "sends nothing to PUT",
    finds: "blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (request.method === "PUT") headers.delete("Access-Control-Allow-Origin");
    }),
  },
  {
    mistake: "sends nothing to HEAD",
    finds: "blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (request.method === "HEAD") headers.clear();
    }),
  },
  {
    mistake: "writes a method in lower case",
    finds: "blocks method-not-allowed",
    app: byHand(({ headers }, request) => {
      if (isPreflight(request) && headers.has("Access-Control-Allow-Methods"))
        headers.set("Access-Control-Allow-Methods", "GET, PUT, delete");
    }),
  },
  {
    mistake: "separates methods by spaces",
    finds: "blocks invalid-allow-methods",
    app: byHand(({ headers }, request) => {
      if (isPreflight(request) && headers.has("Access-Control-Allow-Methods"))
        headers.set("Access-Control-Allow-Methods", "GET PUT DELETE");
    }),
  },
  {
    mistake: "takes the wildcard of methods to work with credentials",
    finds: "blocks method-not-allowed",
    app: byHand(({ headers }, request) => {
      if (isPreflight(request) && headers.has("Access-Control-Allow-Methods"))
        headers.set("Access-Control-Allow-Methods", "*");
    }),
  },
  {
    mistake: "expects requested headers in the case of its list",
    finds: "blocks header-not-allowed",
    app: byHand(({ headers }, request) => {
      const requested = request.get("Access-Control-Request-Headers")?.split(",") ?? [];
      if (requested.some((name) => !["Content-Type", "authorization", "x-request-id"].includes(name)))
        headers.delete("Access-Control-Allow-Headers");
    }),
  },
  {
    mistake: "allows one requested header at a time",
    finds: "blocks header-not-allowed",
    app: byHand(({ headers }, request) => {
      if (request.get("Access-Control-Request-Headers")?.includes(",")) headers.delete("Access-Control-Allow-Headers");
    }),
  },
  {
    mistake: "allows any header with credentials only",
    finds: "shares header",
    app: byHand(({ headers }, request) => {
      const requested = request.get("Access-Control-Request-Headers");
      if (headers.has("Access-Control-Allow-Headers") && requested?.startsWith("x-u"))
        headers.set("Access-Control-Allow-Headers", requested);
    }),
  },
  {
    mistake: "has a preflight that is not found, with the right headers",
    finds: "blocks preflight-status",
    app: byHand((answer) => {
      if (answer.status) answer.status = 404;
    }),
  },
  {
    mistake: "fails on a preflight, with the right headers",
    finds: "blocks preflight-status",
    app: byHand((answer) => {
      if (answer.status) answer.status = 500;
    }),
  },
  {
    mistake: "redirects a preflight, with the right headers",
    finds: "blocks preflight-redirect",
    app: byHand((answer, request) => {
      if (answer.status) {
        answer.status = 301;
        answer.headers.set("Location", `${request.url}/`);
      }
    }),
  },
  {
    mistake: "has a max-age with a unit",
    finds: "preflight-lifetime shorter",
    app: byHand(({ headers }) => {
      if (headers.has("Access-Control-Max-Age")) headers.set("Access-Control-Max-Age", "600s");
    }),
  },
  {
    mistake: "has no Vary",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }) => {
      headers.delete("Vary");
    }),
  },
  {
    mistake: "has no Vary for denied origins",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (request.get("Origin") && !headers.has("Access-Control-Allow-Origin")) headers.delete("Vary");
    }),
  },
  {
    mistake: "has no Vary without an Origin",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (!request.get("Origin")) headers.delete("Vary");
    }),
  },
  {
    mistake: "has no Vary for allowed origins",
    finds: "cached blocks origin-mismatch",
    app: byHand(({ headers }) => {
      if (headers.has("Access-Control-Allow-Origin")) headers.delete("Vary");
    }),
  },
  {
    mistake: "has no Vary on a 404",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (request.path !== "/users") headers.delete("Vary");
    }),
  },
  {
    mistake: "replaces Vary by that of its compression",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }) => {
      headers.set("Vary", "Accept-Encoding");
    }),
  },
  {
    mistake: "names another header in Vary",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }) => {
      headers.set("Vary", "X-Origin, Origins");
    }),
  },
  {
    mistake: "exposes by a wildcard, which credentials turn off",
    finds: "hides-header exposure",
    app: byHand(({ headers }) => {
      if (headers.has("Access-Control-Expose-Headers")) headers.set("Access-Control-Expose-Headers", "*");
    }),
  },
  {
    mistake: "gives its preflights a lifetime in a cache, without Vary",
    finds: "cached blocks missing-allow-origin",
    app: byHand(({ headers }, request) => {
      if (isPreflight(request)) {
        headers.delete("Vary");
        headers.set("Cache-Control", "public, max-age=86400");
      }
    }),
  },
];

export const EXPRESS_MISTAKES: readonly (NodeMistake & { readonly server: string })[] = [
  ...PACKAGE_MISTAKES.map((mistake) => ({ ...mistake, server: "Express with cors" })),
  ...HAND_MISTAKES.map((mistake) => ({ ...mistake, server: "Express by hand" })),
];
