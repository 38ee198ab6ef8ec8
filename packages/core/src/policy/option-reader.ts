import { CorsConfigError, type CorsConfigIssue, issueOf, type Problem, type Report } from "./config-error.ts";
import { type ReadName, readNames } from "./read-names.ts";
import { unknownOption } from "./unknown-option.ts";

/** How to read an option whose value is used unchanged. */
interface Rule<T> {
  readonly fallback: T;
  /** Whether a value of the right type is valid. Defaults to every value. */
  readonly accepts?: (value: T) => boolean;
  /** The code for a value that has the right type but is out of range. Defaults to `invalid-type`. */
  readonly code?: Problem["code"];
  readonly advice: string;
}

/**
 * Reads options by name, and collects every problem with them. An option whose value is `undefined` counts as absent.
 */
export class OptionReader {
  readonly #written: object;
  readonly #known: string[] = [];
  readonly #issues: CorsConfigIssue[] = [];

  constructor(written: unknown) {
    this.#written = Object(written) === written ? (written as object) : {};
  }

  readonly report: Report = (path, value, problem) => void this.#issues.push(issueOf(path, value, problem));

  /**
   * Returns the value of an option, or `undefined` if it is absent.
   *
   * Only own properties are options. An inherited one is a problem, because it would be ignored silently otherwise.
   * Properties of `Object.prototype` are ignored.
   */
  value(name: string): unknown {
    this.#known.push(name);
    const value: unknown = Reflect.get(this.#written, name);
    if (value === undefined || Object.hasOwn(this.#written, name)) return value;
    if (value !== Reflect.get(Object.prototype, name)) {
      const reason = "is inherited, and only own properties count";
      this.report(name, value, {
        code: "invalid-type",
        subject: `"${name}"`,
        reason,
        advice: "set it on the options object",
      });
    }
    return undefined;
  }

  /** Reads an option whose value must have the type of its default. */
  read<T>(name: string, { fallback, accepts = always, code, advice }: Rule<T>): T {
    const value = this.value(name);
    if (value === undefined) return fallback;
    const hasType = typeof value === typeof fallback;
    if (hasType && accepts(value as T)) return value as T;
    const problem =
      hasType && code
        ? { code, reason: "is out of range" }
        : ({ code: "invalid-type", reason: `is not a ${typeof fallback}` } as const);
    this.report(name, value, { ...problem, advice });
    return fallback;
  }

  /** Reads an option that is a list of method names or header names. */
  names(name: string, readName: ReadName, fallback: readonly string[]): readonly string[] {
    const value = this.value(name);
    // The defaults are valid. Validating them would add 0.2 ms to the start of a process.
    return value === undefined ? Object.freeze(fallback) : readNames({ name, value }, readName, this.report);
  }

  /** @throws {CorsConfigError} If there is any problem. A property that is not an option is one. */
  throwIfInvalid(): void {
    for (const name of Object.keys(this.#written)) {
      if (!this.#known.includes(name))
        this.report(name, Reflect.get(this.#written, name), unknownOption(name, this.#known));
    }
    if (this.#issues.length > 0) throw new CorsConfigError(this.#issues);
  }
}

const always = (): boolean => true;
