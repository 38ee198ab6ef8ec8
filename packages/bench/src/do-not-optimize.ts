/** Receives every result, because an engine may skip work whose result is unused. */
export const doNotOptimize: { result: unknown } = { result: undefined };
