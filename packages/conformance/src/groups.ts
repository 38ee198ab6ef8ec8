/** The names of the two groups of tests on each runtime, which the table of runtimes counts. */
export const CONFORMANCE = "conformance cases";
export const ADAPTER = "adapter cases";
