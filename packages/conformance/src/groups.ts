/** The names of the two groups of tests on each runtime, from which the table of runtimes is made. */
export const CONFORMANCE = "conformance cases";
export const OWN = "cases of its own";
