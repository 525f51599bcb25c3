import { ApiObject, type ApiObjectMetadataDefinition, App, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../meshes/mesh.js';

/** Resolvers that every cdk8s App has of itself: lazy values, tokens, and number-or-string unions. */
export const BUILT_IN_RESOLVERS = 3;

const LOWERED_OBJECT = Symbol.for('cdk8s-mesh.LoweredObject');

/**
 * An ApiObject whose content is lowered anew when an intent changes; patches and metadata that a user adds stay.
 *
 * Its keys keep the order in which the object was written (name, image, ports …), where cdk8s sorts them by letters.
 */
export class LoweredObject extends ApiObject {
  readonly [LOWERED_OBJECT] = true;
  private manifest: Manifest;
  private readonly ops: JsonPatch[] = [];

  /** ApiObject answers `instanceof` for every object, so a subclass has to answer for itself. */
  static override [Symbol.hasInstance](other: unknown): other is LoweredObject {
    return typeof other === 'object' && other !== null && LOWERED_OBJECT in other;
  }

  constructor(scope: Construct, id: string, manifest: Manifest) {
    const { apiVersion, kind, metadata } = manifest;
    super(scope, id, { apiVersion, kind, metadata: { name: metadata?.name, namespace: metadata?.namespace } });
    this.manifest = manifest;
  }

  update(manifest: Manifest): void {
    this.manifest = manifest;
  }

  /** Whether somebody has patched it or added to its metadata. */
  get isPatched(): boolean {
    return this.ops.length > 0 || !isUntouched(this.metadata);
  }

  override addJsonPatch(...ops: JsonPatch[]): void {
    this.ops.push(...ops);
  }

  override toJson(): Record<string, unknown> {
    const asWritten = isUntouched(this.metadata);
    const data = asWritten ? this.manifest : this.withAddedMetadata();
    const json = App.of(this).resolvers.length > BUILT_IN_RESOLVERS ? NOT_PLAIN : plain(data);
    if (json === NOT_PLAIN) return this.resolved(data);
    return asWritten && this.ops.length === 0 ? (json as Record<string, unknown>) : this.patched(json);
  }

  private withAddedMetadata(): Manifest {
    const { metadata, ...rest } = this.manifest;
    const added = this.metadata.toJson() as Record<string, unknown>;
    return {
      ...rest,
      metadata: {
        ...added,
        ...metadata,
        labels: joined(metadata?.labels, added.labels),
        annotations: joined(metadata?.annotations, added.annotations),
        // A chart's namespace is stamped on every object, cluster-scoped ones too; what was lowered knows better.
        namespace: metadata?.namespace,
      },
    };
  }

  private patched(json: unknown): Record<string, unknown> {
    return inFieldOrder((this.ops.length > 0 ? JsonPatch.apply(json, ...this.ops) : json) as Record<string, unknown>);
  }

  /** The long way, for values that only cdk8s can resolve (`Lazy`, tokens, an app's own resolvers). */
  private resolved(data: Manifest): Record<string, unknown> {
    // Metadata goes in under another name: ApiObject would add the chart's namespace to it, and spread what is lazy.
    const { apiVersion, kind, metadata, ...rest } = data;
    const holder = new ApiObject(this, 'resolved', { apiVersion, kind, ...rest, ...{ resolvedMetadata: metadata } });
    try {
      const { resolvedMetadata, ...json } = holder.toJson();
      return this.patched({ ...json, metadata: resolvedMetadata });
    } finally {
      this.node.tryRemoveChild('resolved');
    }
  }
}

/**
 * Whether nobody has added anything to an object's metadata, so that there is nothing to merge. What cdk8s keeps for that is
 * private; where it is kept otherwise, metadata counts as touched, which is right if slow.
 */
function isUntouched(metadata: ApiObjectMetadataDefinition): boolean {
  const { labels, annotations, finalizers, ownerReferences, _additionalAttributes } = metadata as unknown as Readonly<
    Record<string, object | undefined>
  >;
  return (
    isEmpty(labels) &&
    isEmpty(annotations) &&
    isEmpty(finalizers) &&
    isEmpty(ownerReferences) &&
    isGiven(_additionalAttributes)
  );
}

function isEmpty(record: object | undefined): boolean {
  if (record === undefined) return false;
  for (const _ in record) return false;
  return true;
}

/** What the constructor above gives, and ApiObject adds to it. */
function isGiven(attributes: object | undefined): boolean {
  if (attributes === undefined) return false;
  for (const key in attributes) if (key !== 'name' && key !== 'namespace' && key !== 'labels') return false;
  return true;
}

function joined(
  ours: Readonly<Record<string, string>> | undefined,
  added: unknown,
): Record<string, string> | undefined {
  const all = { ...ours, ...(added as Record<string, string> | undefined) };
  return Object.keys(all).length > 0 ? all : undefined;
}

function inFieldOrder({ apiVersion, kind, metadata, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const { name, namespace, labels, annotations, ...others } = (metadata ?? {}) as Record<string, unknown>;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels !== undefined && { labels }),
      ...(annotations !== undefined && { annotations }),
      ...others,
    },
    ...rest,
  };
}

const NOT_PLAIN = Symbol('not plain');

/** A copy of plain data without what is undefined or null; NOT_PLAIN where something else is in it. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? NOT_PLAIN : value;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    for (const item of value) {
      const part = plain(item);
      if (part === NOT_PLAIN) return NOT_PLAIN;
      copy.push(part);
    }
    return copy;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return NOT_PLAIN;
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (item === undefined || item === null) continue;
    const part = plain(item);
    if (part === NOT_PLAIN) return NOT_PLAIN;
    copy[key] = part;
  }
  return copy;
}
