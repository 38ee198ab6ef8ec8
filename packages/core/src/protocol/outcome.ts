import type { CorsRequest, Denial, Header, MutableHeaders } from "./decision.ts";
import { exposedAmong, isCorsHeaderName } from "./exposed-headers.ts";
import { mergeVary } from "./vary.ts";

/** The request's `Origin`; nothing where it has none. */
export type Origin = string | null | undefined;

/** The request's headers. */
export type Asked = CorsRequest["headers"];

/** Makes headers that repeat what was asked for. */
export type Echo = (asked: Asked) => readonly Header[];

type Settable = Pick<MutableHeaders, "set">;

/** How many answers are kept. Most policies allow a few origins, and one for each tenant must not cost much. */
const MOST_KEPT = 16;

/** What a policy says to all requests that end alike. */
export interface Ending {
  /** The names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** What is not allowed, if anything. */
  readonly denial: ((origin: Origin, asked: Asked) => Denial | undefined) | undefined;
  /** The headers that are the same for all of them. */
  readonly headers: readonly Header[];
  /** Whether the request's origin goes out as the one that is allowed. */
  readonly repeatsOrigin: boolean;
  /** The headers that repeat what was asked for, if any. Not a list of these: to look through it takes 20 ns on Deno. */
  readonly echo: Echo | undefined;
  /** Of the answer, where they are preflights. */
  readonly status: number | undefined;
  readonly exposesAll: boolean;
  /** What is exposed by name. It may be added later, so it is listed with all of the response's own. */
  readonly exposed: readonly string[];
}

/** The same, and ready to answer. What it has to know of a request it is told: by whom was asked, and in which headers. */
export interface Outcome extends Pick<Ending, "vary" | "denial" | "status" | "exposesAll"> {
  /** Sets all headers but `Vary` and those that depend on the response. */
  setOn(headers: Settable, origin: Origin, asked: Asked): void;
  /** Answers a preflight. */
  respond(origin: Origin, asked: Asked): Response;
  /** Changes the headers of a response. */
  applyTo(headers: MutableHeaders, origin: Origin, asked: Asked): void;
}

/**
 * An outcome, prepared when its policy is compiled.
 *
 * A clone of a response costs a fraction of one with new headers, so the answers to the first allowed origins are kept:
 * what is answered to them, never whether they are allowed. None is made before there is a preflight, as Node loads the
 * Fetch API when it is first used.
 */
export class PreparedOutcome implements Outcome {
  declare readonly vary: Ending["vary"];
  readonly denial: Ending["denial"] = undefined;
  readonly headers: Ending["headers"] = [];
  readonly repeatsOrigin: boolean = false;
  readonly echo: Ending["echo"] = undefined;
  readonly status: Ending["status"] = undefined;
  readonly exposesAll: boolean = false;
  readonly exposed: Ending["exposed"] = [];
  readonly #kept = new Map<Origin, Response>();
  #constant: Response | undefined;

  /** @param ending - By default nothing is set. */
  constructor(ending: Pick<Ending, "vary"> & Partial<Ending>) {
    Object.freeze(Object.assign(this, ending));
  }

  setOn(headers: Settable, origin: Origin, asked: Asked): void {
    this.#setVarying(headers, origin, asked);
    setAll(headers, this.headers);
  }

  #setVarying(headers: Settable, origin: Origin, asked: Asked): void {
    if (this.repeatsOrigin) headers.set("access-control-allow-origin", origin as string);
    if (this.echo) setAll(headers, this.echo(asked));
  }

  respond(origin: Origin, asked: Asked): Response {
    // A clone of a clone costs Node 20 half of what a clone of a new response does.
    this.#constant ??= new Response(null, {
      status: this.status as number,
      headers: [...this.headers, ["vary", this.vary.join(", ")]] as [string, string][],
    }).clone();
    if (!this.repeatsOrigin) return this.#constant.clone();
    const known = this.#kept.get(origin);
    if (known) return known.clone();
    const response = this.#constant.clone();
    this.#setVarying(response.headers, origin, asked);
    if (!this.echo && this.#kept.size < MOST_KEPT) {
      this.#kept.set(origin, response.clone());
    }
    return response;
  }

  applyTo(headers: MutableHeaders, origin: Origin, asked: Asked): void {
    let vary = "";
    let stale: string[] | undefined;
    // One pass, and by `forEach`: an iterator costs three times as much on Deno.
    headers.forEach((value, name) => {
      // The `Headers` of some frameworks keep the case that a name was written in.
      if (name.length === 4 && name.toLowerCase() === "vary") vary = value;
      else if (isCorsHeaderName(name)) {
        stale ??= [];
        stale.push(name);
      }
    });
    if (stale) for (const name of stale) headers.delete(name);
    this.setOn(headers, origin, asked);
    const merged = mergeVary(vary, this.vary);
    // Though it be the same: in Node it may have been several lines, of which some caches look at one only.
    if (merged) headers.set("vary", merged);
    if (this.exposesAll) {
      const names = [...this.exposed];
      headers.forEach((_, name) => void names.push(name));
      headers.set("access-control-expose-headers", exposedAmong(names));
    }
  }
}

function setAll(headers: Settable, pairs: readonly Header[]): void {
  // By index: an iterator that takes the pairs apart costs as much as setting them.
  for (let index = 0; index < pairs.length; index++) {
    const header = pairs[index] as Header;
    headers.set(header[0], header[1]);
  }
}
