/** A mistake by the user, printed as one line with a reference to `--help`. The exit status is 2. */
export class UsageError extends Error {
  override readonly name: "UsageError" = "UsageError";
}
