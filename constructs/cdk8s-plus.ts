import type { EnvValue, Volume as PlusVolume, Probe } from 'cdk8s-plus-27';
import type { EnvIntent } from '../intent/env.js';
import { type Health, OWN_PORT } from '../intent/health.js';
import type { VolumeIntent } from '../intent/volume.js';

/**
 * Values of cdk8s-plus, taken where users have them already. Only the types of cdk8s-plus are imported: loading it costs
 * more than rendering an app.
 */
export type EnvInput = string | EnvIntent | EnvValue;
export type HealthInput = Health | Probe;
export type VolumeInput =
  | VolumeIntent
  | { readonly mountPath: string; readonly volume: PlusVolume; readonly readOnly?: boolean };

export function envIntent(input: EnvInput): EnvIntent {
  if (typeof input === 'string') return { from: 'literal', value: input };
  if ('from' in input) return input;
  return {
    from: 'raw',
    value: input.value as string | undefined,
    valueFrom: unwrapped(input.valueFrom) as object | undefined,
  };
}

export function healthIntent(input: HealthInput): Health {
  if ('check' in input) return input;
  // cdk8s-plus renders a probe for a container, and asks it for its port where the probe names none.
  return { check: { kind: 'raw', probe: asKubernetes(input, { portNumber: OWN_PORT }) }, timing: {} };
}

export function volumeIntent(input: VolumeInput): VolumeIntent {
  if ('source' in input) return input;
  const { mountPath, readOnly, volume } = input;
  return { mountPath, readOnly, source: { kind: 'raw', volume: asKubernetes(volume) } };
}

/** What cdk8s-plus would render. The method is internal to it, so a test holds this against the version we pin. */
function asKubernetes(value: object, ...args: unknown[]): object {
  const { _toKube: render } = value as { readonly _toKube?: (...args: unknown[]) => object };
  if (typeof render !== 'function')
    throw new Error('this version of cdk8s-plus-27 does not render its values with _toKube.');
  return unwrapped(render.apply(value, args)) as object;
}

/** IntOrString and Quantity are objects with a `value` in cdk8s-plus, and plain numbers or strings in Kubernetes. */
function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype && 'value' in value)
    return (value as { readonly value: unknown }).value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrapped(item)]));
}
