// Specs written as the Prometheus operator's documentation writes them: all compile.
import { prometheusOperator } from '../../../imports/index.js';

export const service = prometheusOperator.ServiceMonitor.manifest({
  metadata: { name: 'example-app', labels: { team: 'frontend' } },
  spec: {
    selector: { matchLabels: { app: 'example-app' } },
    namespaceSelector: { matchNames: ['e-commerce'] },
    targetLabels: ['app.kubernetes.io/name'],
    endpoints: [
      { port: 'web', interval: '30s', path: '/metrics', scheme: 'http' },
      {
        targetPort: 8443,
        scheme: 'https',
        tlsConfig: { insecureSkipVerify: true, ca: { secret: { name: 'tls', key: 'ca.crt' } } },
        basicAuth: { username: { name: 'basic', key: 'user' }, password: { name: 'basic', key: 'password' } },
        metricRelabelings: [{ sourceLabels: ['__name__'], regex: 'go_.*', action: 'drop' }],
      },
    ],
  },
});

export const proxies = prometheusOperator.PodMonitor.manifest({
  metadata: { name: 'envoy-stats-monitor' },
  spec: {
    selector: { matchExpressions: [{ key: 'istio-prometheus-ignore', operator: 'DoesNotExist' }] },
    namespaceSelector: { any: true },
    jobLabel: 'envoy-stats',
    podMetricsEndpoints: [
      {
        path: '/stats/prometheus',
        interval: '15s',
        relabelings: [
          { action: 'keep', sourceLabels: ['__meta_kubernetes_pod_container_name'], regex: 'istio-proxy' },
          {
            action: 'replace',
            regex: '(\\d+);((([0-9]+?)(\\.|$)){4})',
            replacement: '$2:$1',
            sourceLabels: ['__meta_kubernetes_pod_annotation_prometheus_io_port', '__meta_kubernetes_pod_ip'],
            targetLabel: '__address__',
          },
        ],
      },
    ],
  },
});

export const rules = prometheusOperator.PrometheusRule.manifest({
  spec: {
    groups: [
      {
        name: './example.rules',
        interval: '30s',
        rules: [
          { alert: 'ExampleAlert', expr: 'vector(1)', for: '5m', labels: { severity: 'page' } },
          { record: 'job:http_inprogress_requests:sum', expr: 1 },
        ],
      },
    ],
  },
});
