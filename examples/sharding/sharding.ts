import { Chart } from 'cdk8s';
import { type Cluster, flux, kubernetes } from '../../constructs/index.js';

export interface ShardingOptions {
  /** Number of shares the repository is rendered in. */
  readonly shards: number;
  /** Git repository that holds the app, by https. */
  readonly repository: string;
  /** Where the rendered manifests are pushed, one repository a share: `oci://…-0`, `oci://…-1`. */
  readonly artifact: string;
}

/**
 * Renders a repository that is too large for one machine: an Indexed Job renders one share a pod (its completion index) and
 * pushes it as an OCI artifact, which Flux takes from there, one Kustomization a share.
 */
export function sharding(cluster: Cluster, { shards, repository, artifact }: ShardingOptions): Chart {
  const chart = new Chart(cluster, 'rendering', { namespace: 'flux-system', disableResourceNameHashes: true });
  const work = [{ name: 'work', mountPath: '/work' }];
  const securityContext: kubernetes.SecurityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
  };

  new kubernetes.Job(chart, 'render', {
    metadata: { name: 'render' },
    spec: {
      completionMode: 'Indexed',
      completions: shards,
      parallelism: shards,
      backoffLimitPerIndex: 1,
      ttlSecondsAfterFinished: 86_400,
      template: {
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            fsGroup: 1000,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          // Kubernetes sets JOB_COMPLETION_INDEX in every container of an Indexed Job, counted from 0 as --shard is.
          initContainers: [
            {
              name: 'render',
              image: 'node:20-bookworm',
              workingDir: '/work',
              command: ['bash', '-euc'],
              args: [
                [
                  `git clone --depth 1 ${repository} source`,
                  'cd source',
                  'npm ci',
                  `npx cdk8s-mesh synth --shard "$JOB_COMPLETION_INDEX/${shards}" --output /work/manifests`,
                  'git rev-parse HEAD > /work/revision',
                ].join('\n'),
              ],
              env: [{ name: 'HOME', value: '/work' }],
              resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } },
              securityContext,
              volumeMounts: work,
            },
          ],
          containers: [
            {
              name: 'push',
              image: 'ghcr.io/fluxcd/flux-cli:v2.4.0',
              command: ['sh', '-euc'],
              args: [
                `flux push artifact "${artifact}-$JOB_COMPLETION_INDEX:latest" --path=/work/manifests --source=${repository} --revision="main@sha1:$(cat /work/revision)"`,
              ],
              env: [{ name: 'DOCKER_CONFIG', value: '/registry' }],
              securityContext,
              volumeMounts: [...work, { name: 'registry', mountPath: '/registry', readOnly: true }],
            },
          ],
          volumes: [
            { name: 'work', emptyDir: {} },
            {
              name: 'registry',
              secret: { secretName: 'registry', items: [{ key: '.dockerconfigjson', path: 'config.json' }] },
            },
          ],
        },
      },
    },
  });

  for (let index = 0; index < shards; index += 1) {
    const name = `manifests-${index}`;
    new flux.OCIRepository(chart, `artifact-${index}`, {
      metadata: { name },
      spec: { url: `${artifact}-${index}`, ref: { tag: 'latest' }, interval: '5m', secretRef: { name: 'registry' } },
    });
    new flux.Kustomization(chart, `delivery-${index}`, {
      metadata: { name },
      spec: { sourceRef: { kind: 'OCIRepository', name }, path: './', interval: '10m', prune: true, wait: true },
    });
  }
  return chart;
}
