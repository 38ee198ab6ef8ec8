/** A handler of the Fetch API. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** A CORS policy in neutral terms. Each peer translates it to its own options. */
export interface Policy {
  /** Every origin, exact origins, or patterns of the form `https://*.host`. A list never mixes the last two. */
  readonly origin: "*" | readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  /** `["*"]` allows every header. With credentials the requested names are echoed. */
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  /** In seconds. */
  readonly maxAge: number;
}

/**
 * The application behind the policy: a function, and a description of its response for servers without the Fetch API.
 */
export interface Handler {
  readonly serve: FetchHandler;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Whether the response comes from `fetch`. A server without the Fetch API cannot send it. */
  readonly isFetched: boolean;
}

/** A started server, called without a socket. */
export interface Server {
  /** Converts a request to the input of the server. */
  readonly input: (request: Request) => unknown;
  /** Answers one input. Only this call is timed. */
  readonly answer: (input: never) => unknown;
  /** Converts an output of the server to a response. */
  readonly output: (output: never) => Response;
  /** Whether the response of `output` has a body. */
  readonly hasBody: boolean;
  /** The server as a handler of the Fetch API, if it is one. */
  readonly fetch?: FetchHandler;
}

/** The part of the policy that a peer cannot express, or the response that its framework cannot send. */
export interface Inability {
  readonly cannot: keyof Policy | "fetched responses";
}

/** A framework without CORS. Its own time is subtracted from the time of its peers. */
export interface Framework {
  /** The name of the package. */
  readonly name: string;
  /** Rejects if the framework does not run on this runtime. */
  readonly start: (handler: Handler) => Promise<Server | Inability>;
}

/** A CORS library. */
export interface Peer {
  readonly name: string;
  /** The package that holds the CORS code. */
  readonly package: string;
  /** The framework that the library needs. */
  readonly framework?: Framework;
  /**
   * Starts the library with a policy, or names the part that it cannot express. Rejects if it does not run on this
   * runtime.
   */
  readonly start: (policy: Policy, handler: Handler) => Promise<Server | Inability>;
}

/** A server from a handler of the Fetch API. */
export const fetchServer = (fetch: FetchHandler): Server => ({
  input: (request) => request,
  answer: fetch,
  output: (response: Response) => response,
  hasBody: true,
  fetch,
});
