import { kubernetes } from '../imports/index.js';
import type { ServiceAccountIntent } from '../intent/identity.js';
import type { ServiceIntent } from '../intent/model.js';
import type { Manifest, Marks, Mesh } from '../meshes/mesh.js';
import { mergeMarks, nameLabel } from './marks.js';
import { governingServiceName, serviceMarks } from './workload.js';

/** The service account of a workload, unless it exists already. */
export function serviceAccount(account: ServiceAccountIntent, namespace: string, marks: Marks): readonly Manifest[] {
  if (!account.create) return [];
  return [
    kubernetes.ServiceAccount.manifest({
      metadata: { name: account.name, namespace, ...mergeMarks(marks, { annotations: account.annotations }) },
    }),
  ];
}

/** The Service that callers use and, for a StatefulSet, the headless one that names its pods. */
export function services(service: ServiceIntent, mesh: Mesh): readonly Manifest[] {
  const { name, namespace } = service;
  const ports = Object.entries(service.ports).map(([name, port]) => ({
    metrics: port.metrics !== undefined,
    // An adopted workload names its container ports as it likes, or not at all.
    spec: { ...mesh.portForm(name, port), port: port.number, targetPort: service.workload ? name : port.targetPort },
  }));
  const marks = serviceMarks(service);
  const selector = nameLabel(name);
  // Without the metrics port, so that a ServiceMonitor finds each pod once.
  const governed = ports.filter(({ metrics }) => !metrics).map(({ spec }) => spec);
  return [
    ...(ports.length > 0
      ? [
          kubernetes.Service.manifest({
            metadata: { name, namespace: namespace.name, ...mergeMarks(marks, mesh.serviceMarks(service)) },
            spec: { selector, ports: ports.map(({ spec }) => spec) },
          }),
        ]
      : []),
    ...(service.workload?.kind === 'StatefulSet'
      ? [
          kubernetes.Service.manifest({
            metadata: { name: governingServiceName(service), namespace: namespace.name, ...marks },
            spec: { clusterIP: 'None', selector, ports: governed.length > 0 ? governed : undefined },
          }),
        ]
      : []),
  ];
}
