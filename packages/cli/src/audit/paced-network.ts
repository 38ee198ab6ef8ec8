import { setTimeout as wait } from "node:timers/promises";
import { NotSentError } from "../permission.ts";
import type { Answer } from "../transport/answer.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";

/** How an audit sends its requests. */
export interface PacedNetworkOptions {
  readonly network: (request: Request) => Promise<Answer>;
  /** The audited URL. No other host is contacted. */
  readonly target: URL;
  /** Requests per second. */
  readonly rate: number;
  /** Whether POST may be sent. Other unsafe methods are never sent. */
  readonly send: boolean;
  /** The longest `Retry-After` that is waited for, in seconds. */
  readonly longestWait: number;
  readonly signal: AbortSignal;
  /** Called before each request, with the number of those before it. */
  readonly onRequest?: (count: number) => void;
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** How often a request is repeated if the server is busy. */
const RETRIES = 3;

/** The seconds in `Retry-After`. Without the header, the wait grows with each attempt. */
function secondsToWait(answer: Answer, attempt: number): number {
  const value = answer.headers.find(([name]) => name.toLowerCase() === "retry-after")?.[1].trim();
  if (value === undefined) return 0.25 * 2 ** attempt;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? 1 : Math.max(0, (date - Date.now()) / 1000);
}

/** A network for an audit: one host, safe methods, a limited rate, and retries if the server is busy. */
export class PacedNetwork {
  readonly #options: PacedNetworkOptions;
  #count = 0;
  #next = 0;

  constructor(options: PacedNetworkOptions) {
    this.#options = options;
  }

  /** How many requests were sent. */
  get count(): number {
    return this.#count;
  }

  /**
   * Sends a request.
   *
   * @throws {NotSentError} If an audit does not send the method, or does not contact the host.
   * @throws {UnreachableError} If there is no response, or `Retry-After` is longer than `longestWait`.
   */
  async send(request: Request): Promise<Answer> {
    this.#check(request);
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#attempt(request, attempt);
      if (answer === undefined) continue;
      if ((answer.status !== 503 && answer.status !== 429) || attempt === RETRIES) return answer;
      const seconds = secondsToWait(answer, attempt);
      if (seconds > this.#options.longestWait) {
        throw new UnreachableError(
          `${this.#options.target.origin} responds with status ${answer.status} and a Retry-After of ${Math.ceil(seconds)} seconds; try again later, or pass --rate to send fewer requests`,
        );
      }
      await wait(seconds * 1000, undefined, { signal: this.#options.signal });
    }
  }

  /** One attempt; `undefined` if the connection broke for the first time. */
  async #attempt(request: Request, attempt: number): Promise<Answer | undefined> {
    await this.#pace();
    try {
      return await this.#options.network(request.clone());
    } catch (error) {
      if (!(error instanceof UnreachableError) || attempt > 0 || this.#options.signal.aborted) throw error;
      // A connection that the server closed in the meantime is opened again.
      return undefined;
    }
  }

  #check({ method, url }: Request): void {
    const { send, target } = this.#options;
    if (!SAFE_METHODS.includes(method) && !(send && method === "POST")) {
      throw new NotSentError(`An audit does not send ${method}`);
    }
    if (new URL(url).hostname !== target.hostname) {
      throw new NotSentError(`An audit of ${target.hostname} does not contact ${new URL(url).hostname}`);
    }
  }

  async #pace(): Promise<void> {
    const { rate, signal, onRequest } = this.#options;
    signal.throwIfAborted();
    const now = performance.now();
    const start = Math.max(now, this.#next);
    this.#next = start + 1000 / rate;
    if (start > now) await wait(start - now, undefined, { signal });
    onRequest?.(this.#count);
    this.#count += 1;
  }
}
