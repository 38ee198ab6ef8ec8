const isFunction = (hook: unknown): boolean => typeof hook === "function";

/**
 * Looks at what is written for hooks: one that is misspelt would be ignored, and nobody would notice.
 *
 * @throws {TypeError}
 */
export function checkHooks(hooks: unknown): void {
  for (const [name, hook] of Object.entries(isFunction(hooks) ? { hooks } : (hooks ?? {}))) {
    const isHook =
      name === "onError" ? hook === "throw" || isFunction(hook) : name === "onDecision" && isFunction(hook);
    if (!isHook && hook !== undefined) {
      throw new TypeError(`${name}: write { onError: "throw" or a function, onDecision: a function } after the policy`);
    }
  }
}
