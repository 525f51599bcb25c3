// Specs written as Flux's documentation writes them: all compile.
import { flux } from '../../../imports/index.js';

export const git = flux.GitRepository.manifest({
  metadata: { name: 'podinfo', namespace: 'flux-system' },
  spec: {
    interval: '5m0s',
    url: 'https://github.com/stefanprodan/podinfo',
    ref: { branch: 'master' },
    secretRef: { name: 'https-credentials' },
    ignore: '/*\n!/deploy',
    verify: { mode: 'HEAD', secretRef: { name: 'pgp-public-keys' } },
  },
});

export const kustomization = flux.Kustomization.manifest({
  spec: {
    interval: '10m',
    targetNamespace: 'default',
    sourceRef: { kind: 'GitRepository', name: 'podinfo' },
    path: './kustomize',
    prune: true,
    wait: true,
    timeout: '1m',
    dependsOn: [{ name: 'cert-manager' }],
    healthChecks: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'backend', namespace: 'dev' }],
    patches: [{ patch: '- op: add\n  path: /x\n  value: y', target: { kind: 'Deployment', labelSelector: 'app=x' } }],
    postBuild: { substitute: { region: 'eu' }, substituteFrom: [{ kind: 'ConfigMap', name: 'vars', optional: true }] },
    decryption: { provider: 'sops', secretRef: { name: 'sops-keys' } },
  },
});

export const releaseOfChart = flux.HelmRelease.manifest({
  spec: {
    interval: '10m',
    timeout: '5m',
    chart: {
      spec: {
        chart: 'podinfo',
        version: '6.5.*',
        sourceRef: { kind: 'HelmRepository', name: 'podinfo' },
        interval: '5m',
      },
    },
    releaseName: 'podinfo',
    install: { crds: 'CreateReplace', remediation: { retries: 3 } },
    upgrade: { remediation: { retries: 3, strategy: 'rollback' } },
    driftDetection: { mode: 'enabled', ignore: [{ paths: ['/spec/replicas'], target: { kind: 'Deployment' } }] },
    values: { replicaCount: 2, ingress: { enabled: false } },
    valuesFrom: [{ kind: 'Secret', name: 'prod-env-values', valuesKey: 'values-prod.yaml' }],
  },
});

export const releaseOfRef = flux.HelmRelease.manifest({
  spec: { interval: '10m', chartRef: { kind: 'OCIRepository', name: 'podinfo', namespace: 'default' } },
});

export const sources = [
  flux.HelmRepository.manifest({ spec: { interval: '5m0s', url: 'https://stefanprodan.github.io/podinfo' } }),
  flux.HelmRepository.manifest({ spec: { type: 'oci', url: 'oci://ghcr.io/stefanprodan/charts' } }),
  flux.OCIRepository.manifest({
    spec: {
      interval: '5m0s',
      url: 'oci://ghcr.io/stefanprodan/manifests/podinfo',
      ref: { semver: '6.x' },
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      verify: { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^https://x$', subject: '^https://y$' }] },
    },
  }),
  flux.HelmChart.manifest({
    spec: {
      interval: '5m0s',
      chart: 'podinfo',
      sourceRef: { kind: 'HelmRepository', name: 'podinfo' },
      version: '5.*',
    },
  }),
  flux.Bucket.manifest({
    spec: {
      interval: '5m',
      endpoint: 'minio.example.com',
      bucketName: 'x',
      insecure: true,
      secretRef: { name: 'minio' },
    },
  }),
];
