import { createHash } from 'node:crypto';
import { kubernetes } from '../imports/index.js';
import type { ContainerIntent, ResourcesIntent } from '../intent/container.js';
import type { EnvIntent } from '../intent/env.js';
import { type Health, OWN_PORT, probedPort } from '../intent/health.js';
import type { ServiceAccountIntent } from '../intent/identity.js';
import type { Port } from '../intent/port.js';
import type { VolumeIntent } from '../intent/volume.js';
import type { Manifest, Marks } from '../meshes/mesh.js';
import { mergeMarks } from './marks.js';

/** What a pod is made of, whichever workload runs it. */
export interface PodIntent {
  /** Name of the container, and the stem of the names of its ConfigMaps. */
  readonly name: string;
  readonly namespace: string;
  readonly container: ContainerIntent;
  readonly ports: Readonly<Record<string, Port>>;
  readonly serviceAccount: ServiceAccountIntent;
  readonly marks: Marks;
  readonly restartPolicy?: 'Never' | 'OnFailure';
  /** Stem of the names of the ConfigMaps, where several workloads share a container name. */
  readonly configName: string;
}

export function podTemplate(pod: PodIntent): kubernetes.PodTemplateSpec {
  const { container, serviceAccount } = pod;
  const { security } = container;
  return {
    metadata: mergeMarks(pod.marks, { annotations: configChecksum(container) }),
    spec: {
      serviceAccountName: serviceAccount.name,
      automountServiceAccountToken: serviceAccount.apiToken,
      restartPolicy: pod.restartPolicy,
      securityContext: {
        runAsNonRoot: security.runAsNonRoot,
        runAsUser: security.runAsUser,
        runAsGroup: security.runAsGroup,
        fsGroup: security.fsGroup,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [containerSpec(pod)],
      volumes: volumes(pod),
    },
  };
}

function containerSpec({ name, container, ports, configName }: PodIntent): kubernetes.Container {
  const { security, probes } = container;
  const env = Object.entries(container.env);
  const mounts = Object.entries(container.volumes);
  return {
    name,
    image: container.image,
    imagePullPolicy: container.imagePullPolicy,
    command: container.command,
    args: container.args,
    ports:
      Object.keys(ports).length === 0
        ? undefined
        : Object.entries(ports).map(([name, port]) => ({ name, containerPort: port.targetPort })),
    envFrom: Object.keys(container.config).length === 0 ? undefined : [{ configMapRef: { name: configName } }],
    env: env.length === 0 ? undefined : env.map(([name, value]) => envVar(name, value)),
    resources: resources(container.resources),
    startupProbe: probes.startup && probe(probes.startup, ports),
    livenessProbe: probes.liveness && probe(probes.liveness, ports),
    readinessProbe: probes.readiness && probe(probes.readiness, ports),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: security.readOnlyRootFilesystem,
      capabilities: { drop: ['ALL'], add: security.capabilities.length > 0 ? security.capabilities : undefined },
    },
    volumeMounts:
      mounts.length === 0
        ? undefined
        : mounts.map(([name, { mountPath, readOnly }]) => ({ name, mountPath, readOnly: readOnly || undefined })),
  };
}

function envVar(name: string, value: EnvIntent): kubernetes.EnvVar {
  switch (value.from) {
    case 'literal':
      return { name, value: value.value };
    case 'secret':
      return { name, valueFrom: { secretKeyRef: { name: value.name, key: value.key, optional: value.optional } } };
    case 'configMap':
      return { name, valueFrom: { configMapKeyRef: { name: value.name, key: value.key, optional: value.optional } } };
    case 'field':
      return { name, valueFrom: { fieldRef: { fieldPath: value.path } } };
    default:
      return value.valueFrom === undefined
        ? { name, value: value.value ?? '' }
        : { name, valueFrom: value.valueFrom as kubernetes.EnvVarSource };
  }
}

function resources(resources: ResourcesIntent | undefined): kubernetes.ResourceRequirements | undefined {
  if (!resources?.requests && !resources?.limits) return undefined;
  const list = (quantities: { readonly cpu?: string; readonly memory?: string } | undefined) =>
    quantities &&
    (Object.fromEntries(Object.entries(quantities).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >);
  return { requests: list(resources.requests), limits: list(resources.limits) };
}

function probe(health: Health, ports: Readonly<Record<string, Port>>): kubernetes.Probe {
  const { check, timing } = health;
  const port = probedPort(health, ports) ?? '';
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  const action = (): kubernetes.Probe => {
    switch (check.kind) {
      case 'http':
        return { httpGet: { path: check.path, port, scheme: ports[port]?.protocol === 'https' ? 'HTTPS' : undefined } };
      case 'grpc':
        // The API takes a number here, not a name (Kubernetes API, `GRPCAction.port`).
        return { grpc: { port: ports[port]?.targetPort ?? 0, service: check.service } };
      case 'tcp':
        return { tcpSocket: { port } };
      case 'exec':
        return { exec: { command: check.command } };
      default:
        return withPort(check.probe, ports);
    }
  };
  return {
    ...action(),
    ...(timing.initialDelayMs !== undefined && { initialDelaySeconds: seconds(timing.initialDelayMs) }),
    ...(timing.periodMs !== undefined && { periodSeconds: seconds(timing.periodMs) }),
    ...(timing.timeoutMs !== undefined && { timeoutSeconds: seconds(timing.timeoutMs) }),
    ...(timing.failureThreshold !== undefined && { failureThreshold: timing.failureThreshold }),
  };
}

/** A probe that cdk8s-plus rendered, with the container's own port where it names none. */
function withPort(probe: object, ports: Readonly<Record<string, Port>>): kubernetes.Probe {
  const own = Object.values(ports).find(({ metrics }) => !metrics)?.targetPort;
  return JSON.parse(JSON.stringify(probe), (key, value) => (key === 'port' && value === OWN_PORT ? own : value));
}

function volumes({ container, configName }: PodIntent): readonly kubernetes.Volume[] | undefined {
  const list = Object.entries(container.volumes).flatMap(([name, { source }]): readonly kubernetes.Volume[] => {
    switch (source.kind) {
      case 'emptyDir':
        return [{ name, emptyDir: { medium: source.inMemory ? 'Memory' : undefined, sizeLimit: source.sizeLimit } }];
      case 'configMap':
        return [{ name, configMap: { name: source.name } }];
      case 'files':
        return [{ name, configMap: { name: `${configName}-${name}` } }];
      case 'secret':
        return [{ name, secret: { secretName: source.name } }];
      case 'persistentVolumeClaim':
        return [{ name, persistentVolumeClaim: { claimName: source.name } }];
      case 'raw':
        return [{ ...(source.volume as kubernetes.Volume), name }];
      default:
        return []; // a StatefulSet's claims stand in its volumeClaimTemplates
    }
  });
  return list.length > 0 ? list : undefined;
}

/** The claims that a StatefulSet makes for each of its pods. */
export function volumeClaimTemplates(
  volumes: Readonly<Record<string, VolumeIntent>>,
): readonly kubernetes.PersistentVolumeClaimProps[] | undefined {
  const claims = Object.entries(volumes).flatMap(([name, { source }]) =>
    source.kind === 'claim'
      ? [
          {
            metadata: { name },
            spec: {
              accessModes: [source.accessMode as 'ReadWriteOnce'],
              resources: { requests: { storage: source.size } },
              storageClassName: source.storageClass,
            },
          },
        ]
      : [],
  );
  return claims.length > 0 ? claims : undefined;
}

/** The ConfigMaps a container reads: one for its environment, one for each volume of files. */
export function configMaps({ namespace, container, configName }: PodIntent, marks: Marks): readonly Manifest[] {
  const metadata = (name: string) => ({ name, namespace, ...marks });
  return [
    ...(Object.keys(container.config).length > 0
      ? [kubernetes.ConfigMap.manifest({ metadata: metadata(configName), data: container.config })]
      : []),
    ...Object.entries(container.volumes).flatMap(([name, { source }]) =>
      source.kind === 'files'
        ? [kubernetes.ConfigMap.manifest({ metadata: metadata(`${configName}-${name}`), data: source.files })]
        : [],
    ),
  ];
}

/** A digest of the configuration on the pod, so that a change of it rolls the pods; Kubernetes does not by itself. */
function configChecksum({ config, volumes }: ContainerIntent): Record<string, string> | undefined {
  const files = Object.fromEntries(
    Object.entries(volumes).flatMap(([name, { source }]) =>
      source.kind === 'files' ? [[name, sorted(source.files)]] : [],
    ),
  );
  if (Object.keys(config).length === 0 && Object.keys(files).length === 0) return undefined;
  return {
    'checksum/config': createHash('sha256')
      .update(JSON.stringify([sorted(config), sorted(files)]))
      .digest('hex')
      .slice(0, 16),
  };
}

/** By key, so that the digest depends on what is configured and not on the order in which it is written down. */
function sorted(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
