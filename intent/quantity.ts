/**
 * Durations and sizes in plain data. Constructs take cdk8s' `Duration` and `Size`; intents keep milliseconds and
 * Kubernetes quantities, so this stage needs no cdk8s. The interfaces below are what cdk8s' classes look like from here.
 */
export interface Duration {
  toMilliseconds(options?: { readonly integral?: boolean }): number;
}

/** An amount of memory or storage: cdk8s' `Size`, or a Kubernetes quantity such as `128Mi`. */
export type SizeQuantity = string | { asString(): string };

/** An amount of CPU: cdk8s-plus' `Cpu`, or a Kubernetes quantity such as `100m` or `0.5`. */
export type CpuQuantity = string | { amount?: string | undefined };

export function milliseconds(duration: Duration): number;
export function milliseconds(duration: Duration | undefined): number | undefined;
export function milliseconds(duration: Duration | undefined): number | undefined {
  if (duration === undefined) return undefined;
  if (typeof duration?.toMilliseconds !== 'function') {
    throw new TypeError(
      `a Duration is expected, not ${String(duration)}; write it with its unit, for example Duration.seconds(${Number(duration) || 1}).`,
    );
  }
  return duration.toMilliseconds({ integral: false });
}

export function sizeQuantity(size: SizeQuantity): string {
  return typeof size === 'string' ? size : size.asString();
}

export function cpuQuantity(cpu: CpuQuantity): string {
  return typeof cpu === 'string' ? cpu : (cpu.amount ?? '');
}

/** A Kubernetes quantity (Kubernetes docs, "Resource quantity"): a number with an optional decimal, binary or exponent suffix. */
export function isQuantity(text: string): boolean {
  return /^\+?(\d+(\.\d*)?|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?\d+)?$/.test(text);
}

/** `3000` as `3s`, `1500` as `1500ms`, `120000` as `2m`: the form Istio, Prometheus and Flagger read. */
export function formatDuration(ms: number): string {
  if (ms % 1000 !== 0) return `${ms}ms`;
  const seconds = ms / 1000;
  if (seconds === 0 || seconds % 60 !== 0) return `${seconds}s`;
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}
