import { isQuantity, type SizeQuantity, sizeQuantity } from './quantity.js';
import type { Refusal } from './refusal.js';

/** A volume and where the container sees it. */
export interface VolumeIntent {
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly source:
    | { readonly kind: 'emptyDir'; readonly sizeLimit?: string; readonly inMemory?: boolean }
    | { readonly kind: 'configMap' | 'secret' | 'persistentVolumeClaim'; readonly name: string }
    | { readonly kind: 'files'; readonly files: Readonly<Record<string, string>> }
    | { readonly kind: 'claim'; readonly size: string; readonly storageClass?: string; readonly accessMode: string }
    | { readonly kind: 'raw'; readonly volume: object };
}

export interface EmptyDirOptions {
  /**
   * Largest size; the pod is evicted beyond it.
   * @default - no limit
   */
  readonly sizeLimit?: SizeQuantity;
  /**
   * Whether it is kept in memory (and counted against the container's memory limit).
   * @default false
   */
  readonly inMemory?: boolean;
}

export interface ClaimOptions {
  /** Storage asked for, of each pod. */
  readonly size: SizeQuantity;
  /**
   * Name of the StorageClass.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /** @default "ReadWriteOnce" */
  readonly accessMode?: 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
}

/** Volumes, each mounted at one path. Secrets are mounted by name; their content is never rendered. */
export const Volume = {
  /** An empty folder that lives as long as the pod; what a read-only root file system needs for `/tmp`. */
  emptyDir: (mountPath: string, options: EmptyDirOptions = {}): VolumeIntent => ({
    mountPath,
    source: {
      kind: 'emptyDir',
      sizeLimit: options.sizeLimit === undefined ? undefined : sizeQuantity(options.sizeLimit),
      inMemory: options.inMemory,
    },
  }),
  /** Files rendered into a ConfigMap of their own; a change of content restarts the pods. */
  files: (mountPath: string, files: Readonly<Record<string, string>>): VolumeIntent => ({
    mountPath,
    readOnly: true,
    source: { kind: 'files', files },
  }),
  /** An existing ConfigMap of the namespace. */
  configMap: (mountPath: string, name: string): VolumeIntent => ({
    mountPath,
    readOnly: true,
    source: { kind: 'configMap', name },
  }),
  /** An existing Secret of the namespace. */
  secret: (mountPath: string, name: string): VolumeIntent => ({
    mountPath,
    readOnly: true,
    source: { kind: 'secret', name },
  }),
  /** An existing PersistentVolumeClaim of the namespace, shared by all pods. */
  persistentVolumeClaim: (mountPath: string, name: string): VolumeIntent => ({
    mountPath,
    source: { kind: 'persistentVolumeClaim', name },
  }),
  /** A claim of its own for each pod of a StatefulSet. */
  claim: (mountPath: string, options: ClaimOptions): VolumeIntent => ({
    mountPath,
    source: {
      kind: 'claim',
      size: sizeQuantity(options.size),
      storageClass: options.storageClass,
      accessMode: options.accessMode ?? 'ReadWriteOnce',
    },
  }),
} as const;

export function* volumeRefusals(
  origin: string,
  volumes: Readonly<Record<string, VolumeIntent>>,
  workload: string,
): Iterable<Refusal> {
  const byPath = new Map<string, string>();
  for (const [name, { mountPath, source }] of Object.entries(volumes)) {
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      yield {
        origin,
        problem: `the volume name "${name}" is no DNS label.`,
        reason: 'Kubernetes takes lower-case letters, digits and "-", at most 63 of them.',
        mend: 'rename the key under `volumes`.',
      };
    }
    if (!mountPath.startsWith('/')) {
      yield {
        origin,
        problem: `volumes.${name} is mounted at "${mountPath}".`,
        reason: 'a mount path is absolute.',
        mend: `write "/${mountPath}".`,
      };
    }
    const other = byPath.get(mountPath);
    if (other !== undefined) {
      yield {
        origin,
        problem: `volumes.${name} and volumes.${other} are both mounted at "${mountPath}".`,
        reason: 'the API server refuses a second mount at one path.',
        mend: 'give one of them another path.',
      };
    }
    byPath.set(mountPath, name);
    if (source.kind === 'files') {
      for (const file of Object.keys(source.files).filter((file) => !/^[-._a-zA-Z0-9]{1,253}$/.test(file))) {
        yield {
          origin,
          problem: `volumes.${name} has a file "${file}".`,
          reason: 'it becomes a key of a ConfigMap, which has letters, digits, "-", "_" and "." only: no folders.',
          mend: 'give a plain file name, and each folder a volume of its own.',
        };
      }
    }
    if (source.kind === 'claim' && workload !== 'StatefulSet') {
      yield {
        origin,
        problem: `volumes.${name} is a claim for each pod, in a ${workload}.`,
        reason: 'only a StatefulSet makes a claim for each pod.',
        mend: "say workload: 'StatefulSet', or mount an existing claim with Volume.persistentVolumeClaim(…).",
      };
    }
    const size = source.kind === 'claim' ? source.size : source.kind === 'emptyDir' ? source.sizeLimit : undefined;
    if (size !== undefined && !isQuantity(size)) {
      yield {
        origin,
        problem: `volumes.${name} asks for "${size}".`,
        reason: 'it is no Kubernetes quantity.',
        mend: 'write Size.gibibytes(1) or "1Gi".',
      };
    }
  }
}
