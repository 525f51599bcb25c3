// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { prometheusOperator } from '../../../imports/index.js';

// mistake: a ServiceMonitor without a selector => selector
export const d1 = prometheusOperator.ServiceMonitor.manifest({ spec: { endpoints: [{ port: 'web' }] } });

// mistake: a port number under port, which takes a name => port
export const d2 = prometheusOperator.ServiceMonitor.manifest({ spec: { selector: {}, endpoints: [{ port: 9090 }] } });

// mistake: an interval as a number => interval
export const d3 = prometheusOperator.ServiceMonitor.manifest({ spec: { selector: {}, endpoints: [{ interval: 30 }] } });

// mistake: a PodMonitor's endpoints under the ServiceMonitor's name => endpoints
export const d4 = prometheusOperator.PodMonitor.manifest({ spec: { selector: {}, endpoints: [{ port: 'web' }] } });

// mistake: a rule without an expression => expr
export const d5 = prometheusOperator.PrometheusRule.manifest({
  spec: { groups: [{ name: 'a', rules: [{ alert: 'a' }] }] },
});

// mistake: an unknown relabeling action => "remove"
export const d6 = prometheusOperator.ServiceMonitor.manifest({
  spec: { selector: {}, endpoints: [{ relabelings: [{ action: 'remove' }] }] },
});
