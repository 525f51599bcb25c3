/**
 * An intent that cannot be rendered. Refusals are collected, never thrown one by one: a run shows all of them.
 */
export interface Refusal {
  /** Path of the construct whose props are wrong, such as `shop-istio/e-commerce/payment-service`. */
  readonly origin: string;
  /** What is wrong, with the prop and its value. A secret's value is never part of it. */
  readonly problem: string;
  /** Why it would break, or what it would do in the cluster. */
  readonly reason: string;
  /** What to write instead. */
  readonly mend: string;
}

/** True for a refusal that is formatted, and so names its construct itself. */
export function isFormatted(message: string): boolean {
  return message.includes('\n    Why: ');
}

/** A refusal as a person reads it: where and what on the first line, then why, then the mend. */
export function formatRefusal({ origin, problem, reason, mend }: Refusal): string {
  return `${origin}: ${problem}\n    Why: ${reason}\n    Fix: ${mend}`;
}
