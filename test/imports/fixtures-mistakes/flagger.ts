// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { flagger } from '../../../imports/index.js';

const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } as const;
const webhook = { name: 'a', url: 'http://a' };

// mistake: iterations and stepWeight together => stepWeight
export const b1 = flagger.Canary.manifest({
  spec: { targetRef, analysis: { interval: '1m', threshold: 5, iterations: 10, stepWeight: 5 } },
});

// mistake: none of iterations, stepWeight, stepWeights => stepWeights
export const b2 = flagger.Canary.manifest({ spec: { targetRef, analysis: { interval: '1m', threshold: 5 } } });

// mistake: an interval as a number => interval
export const b3 = flagger.Canary.manifest({
  spec: { targetRef, analysis: { interval: 60, threshold: 5, stepWeight: 5 } },
});

// mistake: the analysis under its former name => canaryAnalysis
export const b4 = flagger.Canary.manifest({
  spec: { targetRef, canaryAnalysis: { interval: '1m', threshold: 5, stepWeight: 5 } },
});

// mistake: maxWeight beside the analysis => maxWeight
export const b5 = flagger.Canary.manifest({
  spec: { targetRef, maxWeight: 50, analysis: { interval: '1m', threshold: 5, stepWeight: 5 } },
});

// mistake: an unknown webhook type => "smoke-test"
export const b6 = flagger.Canary.manifest({
  spec: {
    targetRef,
    analysis: { interval: '1m', threshold: 5, stepWeight: 5, webhooks: [{ ...webhook, type: 'smoke-test' }] },
  },
});

// mistake: a target of the wrong kind => "StatefulSet"
export const b7 = flagger.Canary.manifest({
  spec: {
    targetRef: { ...targetRef, kind: 'StatefulSet' },
    analysis: { interval: '1m', threshold: 5, stepWeight: 5 },
  },
});

// mistake: a threshold range as a number => thresholdRange
export const b8 = flagger.Canary.manifest({
  spec: {
    targetRef,
    analysis: { interval: '1m', threshold: 5, stepWeight: 5, metrics: [{ name: 'a', thresholdRange: 99 }] },
  },
});

// mistake: a service without a port => port
export const b9 = flagger.Canary.manifest({
  spec: { targetRef, service: { targetPort: 80 }, analysis: { interval: '1m', threshold: 5, stepWeight: 5 } },
});

// mistake: a metric template without a query => query
export const b10 = flagger.MetricTemplate.manifest({ spec: { provider: { type: 'prometheus' } } });

// mistake: an alert provider with an address and a secret => secretRef
export const b11 = flagger.AlertProvider.manifest({
  spec: { type: 'slack', address: 'https://a', secretRef: { name: 'a' } },
});
