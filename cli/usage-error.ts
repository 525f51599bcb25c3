/** A mistake in how a command was called, or in cdk8s.yaml. Shown as one message, without a stack. */
export class UsageError extends Error {}
