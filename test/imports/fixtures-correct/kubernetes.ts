// Specs written as the Kubernetes documentation writes them: all compile.
import { kubernetes } from '../../../imports/index.js';

export const deployment = kubernetes.Deployment.manifest({
  metadata: { name: 'myapp', labels: { app: 'myapp' } },
  spec: {
    replicas: 1,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    selector: { matchLabels: { app: 'myapp' } },
    template: {
      metadata: { labels: { app: 'myapp' } },
      spec: {
        serviceAccountName: 'myapp',
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
        initContainers: [
          {
            name: 'logshipper',
            image: 'alpine:latest',
            restartPolicy: 'Always',
            command: ['sh', '-c', 'tail -F /opt/logs.txt'],
          },
        ],
        containers: [
          {
            name: 'myapp',
            image: 'alpine:latest',
            imagePullPolicy: 'IfNotPresent',
            env: [
              { name: 'LEVEL', value: 'debug' },
              { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'token' } } },
            ],
            envFrom: [{ configMapRef: { name: 'special-config' } }],
            ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
            resources: { requests: { cpu: '250m', memory: '64Mi' }, limits: { cpu: 1, memory: '128Mi' } },
            livenessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 10 },
            readinessProbe: { grpc: { port: 2379 }, initialDelaySeconds: 10 },
            lifecycle: { preStop: { sleep: { seconds: 5 } } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            volumeMounts: [{ name: 'data', mountPath: '/opt' }],
          },
        ],
        volumes: [
          { name: 'data', emptyDir: {} },
          { name: 'config', configMap: { name: 'log-config', items: [{ key: 'log_level', path: 'log_level' }] } },
        ],
      },
    },
  },
});

export const service = kubernetes.Service.manifest({
  spec: {
    type: 'ClusterIP',
    selector: { app: 'myapp' },
    ports: [{ name: 'http', appProtocol: 'kubernetes.io/h2c', port: 80, targetPort: 'http', protocol: 'TCP' }],
  },
});

export const autoscaler = kubernetes.HorizontalPodAutoscaler.manifest({
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'php-apache' },
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      {
        type: 'Pods',
        pods: { metric: { name: 'packets-per-second' }, target: { type: 'AverageValue', averageValue: '1k' } },
      },
    ],
    behavior: {
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
    },
  },
});

export const networkPolicy = kubernetes.NetworkPolicy.manifest({
  spec: {
    podSelector: { matchLabels: { role: 'db' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [
          { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
          { namespaceSelector: { matchLabels: { project: 'myproject' } }, podSelector: {} },
        ],
        ports: [{ protocol: 'TCP', port: 6379, endPort: 6380 }],
      },
    ],
  },
});

export const statefulSet = kubernetes.StatefulSet.manifest({
  spec: {
    selector: { matchLabels: { app: 'nginx' } },
    serviceName: 'nginx',
    podManagementPolicy: 'Parallel',
    template: { metadata: { labels: { app: 'nginx' } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
    volumeClaimTemplates: [
      {
        metadata: { name: 'www' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
  },
});

export const batch = [
  kubernetes.CronJob.manifest({
    spec: {
      schedule: '* * * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { template: { spec: { containers: [{ name: 'hello' }], restartPolicy: 'OnFailure' } } } },
    },
  }),
  kubernetes.Job.manifest({
    spec: {
      backoffLimit: 4,
      template: { spec: { containers: [{ name: 'pi', image: 'perl' }], restartPolicy: 'Never' } },
    },
  }),
];

export const plain = [
  kubernetes.Namespace.manifest({ metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } }),
  kubernetes.ServiceAccount.manifest({ metadata: { name: 'shop' }, automountServiceAccountToken: false }),
  kubernetes.ConfigMap.manifest({ data: { 'game.properties': 'lives=3' } }),
  kubernetes.Secret.manifest({ type: 'Opaque', stringData: { password: 't0p-Secret' } }),
  kubernetes.PodDisruptionBudget.manifest({ spec: { minAvailable: '50%', selector: { matchLabels: { app: 'x' } } } }),
  kubernetes.Role.manifest({ rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'watch', 'list'] }] }),
  kubernetes.RoleBinding.manifest({
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'kube-system' }],
    roleRef: { kind: 'Role', name: 'pod-reader', apiGroup: 'rbac.authorization.k8s.io' },
  }),
  kubernetes.Ingress.manifest({
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'foo.bar.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
          },
        },
      ],
    },
  }),
  kubernetes.LimitRange.manifest({
    spec: { limits: [{ type: 'Container', default: { cpu: '500m' }, max: { cpu: '1' } }] },
  }),
  kubernetes.ResourceQuota.manifest({ spec: { hard: { 'requests.cpu': 1, pods: '10' } } }),
  kubernetes.PriorityClass.manifest({ value: 1000000, globalDefault: false }),
  kubernetes.StorageClass.manifest({
    provisioner: 'example.com/x',
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
  }),
  kubernetes.CustomResourceDefinition.manifest({
    metadata: { name: 'crontabs.stable.example.com' },
    spec: {
      group: 'stable.example.com',
      scope: 'Namespaced',
      names: { plural: 'crontabs', kind: 'CronTab' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } },
        },
      ],
    },
  }),
];
