// Specs written as Flagger's documentation writes them: all compile.
import { flagger } from '../../../imports/index.js';

export const progressive = flagger.Canary.manifest({
  metadata: { name: 'podinfo', namespace: 'test' },
  spec: {
    provider: 'istio',
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
    progressDeadlineSeconds: 60,
    autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'podinfo' },
    service: {
      port: 9898,
      targetPort: 'http',
      portName: 'http',
      gateways: ['istio-system/public-gateway', 'mesh'],
      hosts: ['app.example.com'],
      trafficPolicy: { tls: { mode: 'DISABLE' } },
      retries: { attempts: 3, perTryTimeout: '1s', retryOn: 'gateway-error,connect-failure,refused-stream' },
      apex: { labels: { team: 'shop' }, annotations: { 'retry.linkerd.io/http': '5xx' } },
    },
    analysis: {
      interval: '1m',
      threshold: 10,
      maxWeight: 50,
      stepWeight: 5,
      metrics: [
        { name: 'request-success-rate', thresholdRange: { min: 99 }, interval: '1m' },
        {
          name: '404s percentage',
          templateRef: { name: 'not-found', namespace: 'flagger' },
          thresholdRange: { max: 5 },
        },
      ],
      webhooks: [
        {
          name: 'acceptance-test',
          type: 'pre-rollout',
          url: 'http://flagger-loadtester.test/',
          timeout: '30s',
          metadata: { type: 'bash', cmd: "curl -sd 'test' http://podinfo-canary:9898/token | grep token" },
        },
      ],
      alerts: [{ name: 'on-call', severity: 'error', providerRef: { name: 'on-call', namespace: 'flagger' } }],
    },
  },
});

export const abTest = flagger.Canary.manifest({
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
    service: { port: 9898 },
    analysis: {
      interval: '1m',
      threshold: 10,
      iterations: 10,
      match: [
        { headers: { 'x-canary': { regex: '.*insider.*' } } },
        { headers: { cookie: { regex: '^(.*?;)?(canary=always)(;.*)?$' } } },
      ],
    },
  },
});

export const linkerdByGatewayApi = flagger.Canary.manifest({
  spec: {
    provider: 'gatewayapi:v1',
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
    service: {
      port: 9898,
      gatewayRefs: [{ name: 'podinfo', namespace: 'test', group: 'core', kind: 'Service', port: 9898 }],
    },
    analysis: {
      interval: '1m',
      threshold: 5,
      stepWeights: [1, 2, 10, 80],
      sessionAffinity: { cookieName: 'flagger-cookie', maxAge: 21600 },
    },
  },
});

export const template = flagger.MetricTemplate.manifest({
  spec: {
    provider: { type: 'prometheus', address: 'http://prometheus.istio-system:9090' },
    query: '100 - sum(rate(istio_requests_total{destination_workload="{{ target }}"}[{{ interval }}])) * 100',
  },
});

export const alerts = [
  flagger.AlertProvider.manifest({
    spec: { type: 'slack', channel: 'on-call-alerts', address: 'https://hooks.slack.com/x' },
  }),
  flagger.AlertProvider.manifest({ spec: { type: 'msteams', secretRef: { name: 'on-call-url' } } }),
];
