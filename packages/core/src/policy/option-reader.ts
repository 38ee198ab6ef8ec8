import {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsConfigIssueCode,
  issueOf,
  type Report,
} from "./config-error.ts";
import { type ReadName, readNames } from "./read-names.ts";
import { unknownOption } from "./unknown-option.ts";

/** An option that is a whole number. */
interface WholeNumber {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
  /** The kind of problem that a number out of this range is. */
  readonly code: CorsConfigIssueCode;
}

/** Reads options by their names, and collects every problem with them. An option whose value is `undefined` is absent. */
export class OptionReader {
  readonly #written: object;
  readonly #known: string[] = [];
  readonly #issues: CorsConfigIssue[] = [];

  constructor(written: unknown) {
    this.#written = Object(written) === written ? (written as object) : {};
  }

  readonly report: Report = (path, value, problem) => void this.#issues.push(issueOf(path, value, problem));

  /** Only own properties are options. An inherited one is a problem, because it would be ignored silently. */
  value(name: string): unknown {
    this.#known.push(name);
    const value: unknown = Reflect.get(this.#written, name);
    if (value === undefined || Object.hasOwn(this.#written, name)) return value;
    if (value !== Reflect.get(Object.prototype, name)) {
      const reason = "is inherited, and only own properties are read";
      this.report(name, value, {
        code: "invalid-type",
        subject: `"${name}"`,
        reason,
        advice: "write it into the options",
      });
    }
    return undefined;
  }

  boolean(name: string, otherwise: boolean): boolean {
    const value = this.value(name);
    if (typeof value === "boolean") return value;
    const advice = /^(?:true|false)$/.test(String(value)) ? `write ${value}` : "write true or false";
    return this.#otherwise({ name, value, otherwise, reason: "is not a boolean", advice });
  }

  wholeNumber(name: string, { from, to, otherwise, code }: WholeNumber): number {
    const value = this.value(name);
    const advice = `write a whole number from ${from} to ${to}`;
    if (typeof value !== "number")
      return this.#otherwise({ name, value, otherwise, reason: "is not a number", advice });
    if (value >= from && value <= to && Number.isInteger(value)) return value;
    this.report(name, value, { code, reason: "is out of range", advice });
    return otherwise;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the parameters of a callback cannot be checked
  callback<F extends (...args: any[]) => unknown>(name: string, otherwise: F): F {
    const value = this.value(name);
    if (typeof value === "function") return value as F;
    return this.#otherwise({ name, value, otherwise, reason: "is not a function", advice: "write a function" });
  }

  names(name: string, readName: ReadName, otherwise: readonly string[]): readonly string[] {
    const value = this.value(name);
    // The defaults need no reading, which would take 0.2 ms when a process starts.
    return value === undefined ? Object.freeze(otherwise) : readNames({ name, value }, readName, this.report);
  }

  /** @throws {CorsConfigError} If there is any problem; a property that was never read is one. */
  throwIfInvalid(): void {
    for (const name of Object.keys(this.#written)) {
      if (!this.#known.includes(name))
        this.report(name, Reflect.get(this.#written, name), unknownOption(name, this.#known));
    }
    if (this.#issues.length > 0) throw new CorsConfigError(this.#issues);
  }

  /** The default; a value of another type than the option has is a problem. */
  #otherwise<T>(option: { name: string; value: unknown; otherwise: T; reason: string; advice: string }): T {
    const { name, value, otherwise, reason, advice } = option;
    if (value !== undefined) this.report(name, value, { code: "invalid-type", reason, advice });
    return otherwise;
  }
}
