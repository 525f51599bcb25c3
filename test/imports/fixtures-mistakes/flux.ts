// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { flux } from '../../../imports/index.js';

const sourceRef = { kind: 'HelmRepository', name: 'a' } as const;

// mistake: chart and chartRef together => chartRef
export const e1 = flux.HelmRelease.manifest({
  spec: { interval: '5m', chart: { spec: { chart: 'a', sourceRef } }, chartRef: { kind: 'HelmChart', name: 'a' } },
});

// mistake: neither chart nor chartRef => chart
export const e2 = flux.HelmRelease.manifest({ spec: { interval: '5m' } });

// mistake: a chart's fields without its spec => spec
export const e3 = flux.HelmRelease.manifest({ spec: { interval: '5m', chart: { chart: 'a', sourceRef } } });

// mistake: values as text => values
export const e4 = flux.HelmRelease.manifest({
  spec: { interval: '5m', chartRef: { kind: 'HelmChart', name: 'a' }, values: 'replicas: 2' },
});

// mistake: a Kustomization without prune => prune
export const e5 = flux.Kustomization.manifest({ spec: { interval: '5m', sourceRef: { kind: 'Bucket', name: 'a' } } });

// mistake: a source of the wrong kind => "HelmRepository"
export const e6 = flux.Kustomization.manifest({ spec: { interval: '5m', prune: true, sourceRef } });

// mistake: a branch beside ref => branch
export const e7 = flux.GitRepository.manifest({ spec: { interval: '5m', url: 'https://a', branch: 'main' } });

// mistake: an interval as a number => interval
export const e8 = flux.OCIRepository.manifest({ spec: { interval: 5, url: 'oci://a' } });

// mistake: a kubeconfig from a secret and from a map => configMapRef
export const e9 = flux.Kustomization.manifest({
  spec: {
    interval: '5m',
    prune: true,
    sourceRef: { kind: 'Bucket', name: 'a' },
    kubeConfig: { secretRef: { name: 'a' }, configMapRef: { name: 'b' } },
  },
});
