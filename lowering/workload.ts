import { kubernetes } from '../imports/index.js';
import type { ServiceIntent } from '../intent/model.js';
import type { VersionIntent, WorkloadIntent } from '../intent/workload.js';
import type { Manifest, Mesh } from '../meshes/mesh.js';
import { mergeMarks, nameLabel } from './marks.js';
import { configMaps, podTemplate, volumeClaimTemplates } from './pod.js';

/** The workload of each version, with what belongs to it: ConfigMaps, autoscalers, and one disruption budget for all. */
export function workloads(service: ServiceIntent, mesh: Mesh): readonly Manifest[] {
  const { workload } = service;
  if (!workload) return [];
  const marks = serviceMarks(service);
  return [
    ...workload.versions.flatMap((version) => versionObjects(service, workload, version, mesh)),
    ...(workload.disruptionBudget
      ? [
          kubernetes.PodDisruptionBudget.manifest({
            metadata: { name: service.name, namespace: service.namespace.name, ...marks },
            spec: {
              ...(workload.disruptionBudget.minAvailable !== undefined
                ? { minAvailable: workload.disruptionBudget.minAvailable }
                : { maxUnavailable: workload.disruptionBudget.maxUnavailable }),
              selector: { matchLabels: nameLabel(service.name) },
            },
          }),
        ]
      : []),
  ];
}

/** Marks of every object that belongs to a service. */
export function serviceMarks({ name, labels, annotations }: ServiceIntent) {
  return mergeMarks({ labels, annotations }, { labels: nameLabel(name) });
}

/** Name of the headless Service that gives a StatefulSet's pods their DNS names. */
export function governingServiceName(service: ServiceIntent): string {
  return `${service.name}-headless`;
}

function versionObjects(
  service: ServiceIntent,
  workload: WorkloadIntent,
  version: VersionIntent,
  mesh: Mesh,
): readonly Manifest[] {
  const { kind, autoscaling } = workload;
  const name = version.name === undefined ? service.name : `${service.name}-${version.name}`;
  const marks = mergeMarks(
    serviceMarks(service),
    version.name === undefined ? undefined : { labels: { version: version.name } },
  );
  const metadata = { name, namespace: service.namespace.name, ...marks };
  // Istio and its dashboards read `app` and `version`. Flagger rewrites `app` on the pods it takes over, so nothing but the
  // workload's own selector relies on it.
  const selector = workload.selector ?? {
    app: service.name,
    ...(version.name !== undefined && { version: version.name }),
  };
  const pod = {
    name: service.name,
    namespace: service.namespace.name,
    container: version.container,
    ports: service.ports,
    serviceAccount: service.serviceAccount,
    configName: name,
    marks: mergeMarks(
      { labels: { app: service.name, ...(version.name !== undefined && { version: version.name }) } },
      { labels: workload.podLabels, annotations: workload.podAnnotations },
      mesh.podMarks(false),
      { labels: { ...selector, ...nameLabel(service.name) } },
    ),
  };
  const spec = {
    replicas: autoscaling || kind === 'DaemonSet' ? undefined : (version.replicas ?? 1),
    selector: { matchLabels: selector },
    template: podTemplate(pod),
  };
  return [
    ...configMaps(pod, marks),
    kind === 'Deployment'
      ? kubernetes.Deployment.manifest({ metadata, spec })
      : kind === 'DaemonSet'
        ? kubernetes.DaemonSet.manifest({ metadata, spec: { selector: spec.selector, template: spec.template } })
        : kubernetes.StatefulSet.manifest({
            metadata,
            spec: {
              serviceName: governingServiceName(service),
              ...spec,
              volumeClaimTemplates: volumeClaimTemplates(version.container.volumes),
            },
          }),
    ...(autoscaling
      ? [
          kubernetes.HorizontalPodAutoscaler.manifest({
            metadata,
            spec: {
              scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
              minReplicas: autoscaling.minReplicas,
              maxReplicas: autoscaling.maxReplicas,
              metrics: (['cpu', 'memory'] as const).flatMap((resource) => {
                const averageUtilization = autoscaling[`${resource}Utilization`];
                return averageUtilization === undefined
                  ? []
                  : [
                      {
                        // Of the application alone: the metric of the whole pod counts the proxy too.
                        type: 'ContainerResource' as const,
                        containerResource: {
                          name: resource,
                          container: service.name,
                          target: { type: 'Utilization' as const, averageUtilization },
                        },
                      },
                    ];
              }),
            },
          }),
        ]
      : []),
  ];
}
