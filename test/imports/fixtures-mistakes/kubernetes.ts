// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { kubernetes } from '../../../imports/index.js';

const selector = { matchLabels: { app: 'a' } };
const metadata = { labels: { app: 'a' } };

// mistake: a Deployment without a selector => selector
export const g1 = kubernetes.Deployment.manifest({
  spec: { template: { metadata, spec: { containers: [{ name: 'a' }] } } },
});

// mistake: the selector without matchLabels => app
export const g2 = kubernetes.Deployment.manifest({
  spec: { selector: { app: 'a' }, template: { metadata, spec: { containers: [{ name: 'a' }] } } },
});

// mistake: a label's value as a number => version
export const g3 = kubernetes.Service.manifest({ spec: { selector: { version: 1 }, ports: [{ port: 80 }] } });

// mistake: an unknown restart policy => "always"
export const g4 = kubernetes.Pod.manifest({ spec: { containers: [{ name: 'a' }], restartPolicy: 'always' } });

// mistake: an environment variable's value as a number => value
export const g5 = kubernetes.Pod.manifest({ spec: { containers: [{ name: 'a', env: [{ name: 'A', value: 1 }] }] } });

// mistake: value and valueFrom together => value
export const g6 = kubernetes.Pod.manifest({
  spec: {
    containers: [{ name: 'a', env: [{ name: 'A', value: '1', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }],
  },
});

// mistake: a probe that asks in two ways => tcpSocket
export const g7 = kubernetes.Pod.manifest({
  spec: { containers: [{ name: 'a', livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }] },
});

// mistake: a probe that asks nothing => Probe
export const g8 = kubernetes.Pod.manifest({
  spec: { containers: [{ name: 'a', livenessProbe: { periodSeconds: 5 } }] },
});

// mistake: a container's port under the Service's name => port
export const g9 = kubernetes.Pod.manifest({ spec: { containers: [{ name: 'a', ports: [{ port: 80 }] }] } });

// mistake: a Service's type in the wrong case => "clusterIP"
export const g10 = kubernetes.Service.manifest({ spec: { type: 'clusterIP' } });

// mistake: an HPA's target under the former version's field => targetCPUUtilizationPercentage
export const g11 = kubernetes.HorizontalPodAutoscaler.manifest({
  spec: {
    scaleTargetRef: { kind: 'Deployment', name: 'a' },
    maxReplicas: 3,
    targetCPUUtilizationPercentage: 50,
  },
});

// mistake: an ingress path without its type => pathType
export const g12 = kubernetes.Ingress.manifest({
  spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'a', port: { number: 80 } } } }] } }] },
});

// mistake: resources as plain fields => cpu
export const g13 = kubernetes.Pod.manifest({ spec: { containers: [{ name: 'a', resources: { cpu: '1' } }] } });

// mistake: an unknown protocol => "tcp"
export const g14 = kubernetes.NetworkPolicy.manifest({
  spec: { podSelector: {}, ingress: [{ ports: [{ protocol: 'tcp', port: 80 }] }] },
});

// mistake: a containers list in the template's place => containers
export const g15 = kubernetes.Deployment.manifest({ spec: { selector, template: { metadata, containers: [] } } });

// mistake: data under spec => spec
export const g16 = kubernetes.ConfigMap.manifest({ spec: { data: { a: 'b' } } });

// mistake: a role binding without a role => roleRef
export const g17 = kubernetes.RoleBinding.manifest({ subjects: [{ kind: 'ServiceAccount', name: 'a' }] });
