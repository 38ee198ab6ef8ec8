/** A mistake of the user, printed as one line with a hint to `--help`; the exit status is 2. */
export class UsageError extends Error {
  override readonly name: "UsageError" = "UsageError";
}
