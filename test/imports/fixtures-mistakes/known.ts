// Mistakes that types alone do not catch: these compile. specs.test.ts lists why.
import { argoCd, flagger, istio, kubernetes, prometheusOperator } from '../../../imports/index.js';

// known: a duration without a unit
export const h1 = istio.VirtualService.manifest({ spec: { hosts: ['a'], http: [{ timeout: '3' }] } });

// known: a weight above one hundred
export const h2 = flagger.Canary.manifest({
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
    analysis: { interval: '1m', threshold: 5, stepWeight: 500 },
  },
});

// known: source beside sources
export const h3 = argoCd.Application.manifest({
  spec: {
    project: 'a',
    destination: { name: 'in-cluster' },
    source: { repoURL: 'https://a' },
    sources: [{ repoURL: 'https://b' }],
  },
});

// known: a metric of one type with the field of another
export const h4 = kubernetes.HorizontalPodAutoscaler.manifest({
  spec: {
    scaleTargetRef: { kind: 'Deployment', name: 'a' },
    maxReplicas: 3,
    metrics: [{ type: 'Resource', pods: { metric: { name: 'a' }, target: { type: 'AverageValue' } } }],
  },
});

// known: a selector that matches nothing
export const h5 = prometheusOperator.ServiceMonitor.manifest({
  spec: { selector: { matchLabels: { app: '' } }, endpoints: [{ port: 'web', path: 'metrics' }] },
});
