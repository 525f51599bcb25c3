/** What a check reports about one object. */
export interface Finding {
  /** Stable, such as `MSH101`. */
  readonly code: string;
  /** An error is refused by an API server, or breaks; a warning is not. */
  readonly severity: 'error' | 'warning';
  /** Where, such as `spec.http[0].route[1].weight`; empty for the object as a whole. */
  readonly path: string;
  /** For people: the value, what is allowed, how to mend it. */
  readonly message: string;
}
