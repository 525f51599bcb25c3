/** Something the benchmark needs is not there, or its parts do not fit together: said without a stack. */
export class BenchError extends Error {}
