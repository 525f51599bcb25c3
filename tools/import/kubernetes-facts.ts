/**
 * What the API server enforces on core kinds but its OpenAPI documents tell in prose only. Only closed sets: a value
 * outside them is refused by every server of the pinned version.
 */
const protocols = ['TCP', 'UDP', 'SCTP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const core = 'io.k8s.api.core.v1';
const selectorOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

export const closedSets: { readonly [field: string]: readonly string[] } = {
  [`${core}.Container.imagePullPolicy`]: pullPolicies,
  [`${core}.Container.restartPolicy`]: ['Always', 'OnFailure', 'Never'],
  [`${core}.Container.terminationMessagePolicy`]: ['File', 'FallbackToLogsOnError'],
  [`${core}.ContainerPort.protocol`]: protocols,
  [`${core}.EphemeralContainer.imagePullPolicy`]: pullPolicies,
  [`${core}.HTTPGetAction.scheme`]: ['HTTP', 'HTTPS'],
  [`${core}.NodeSelectorRequirement.operator`]: [...selectorOperators, 'Gt', 'Lt'],
  [`${core}.PersistentVolumeClaimSpec.accessModes`]: [
    'ReadWriteOnce',
    'ReadOnlyMany',
    'ReadWriteMany',
    'ReadWriteOncePod',
  ],
  [`${core}.PersistentVolumeClaimSpec.volumeMode`]: ['Filesystem', 'Block'],
  [`${core}.PodSecurityContext.fsGroupChangePolicy`]: ['OnRootMismatch', 'Always'],
  [`${core}.PodSpec.dnsPolicy`]: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  [`${core}.PodSpec.preemptionPolicy`]: ['Never', 'PreemptLowerPriority'],
  [`${core}.PodSpec.restartPolicy`]: ['Always', 'OnFailure', 'Never'],
  [`${core}.SeccompProfile.type`]: ['Localhost', 'RuntimeDefault', 'Unconfined'],
  [`${core}.ServicePort.protocol`]: protocols,
  [`${core}.ServiceSpec.externalTrafficPolicy`]: ['Cluster', 'Local'],
  [`${core}.ServiceSpec.internalTrafficPolicy`]: ['Cluster', 'Local'],
  [`${core}.ServiceSpec.ipFamilies`]: ['IPv4', 'IPv6'],
  [`${core}.ServiceSpec.ipFamilyPolicy`]: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
  [`${core}.ServiceSpec.sessionAffinity`]: ['ClientIP', 'None'],
  [`${core}.ServiceSpec.type`]: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  [`${core}.Toleration.effect`]: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  [`${core}.Toleration.operator`]: ['Exists', 'Equal', 'Lt', 'Gt'],
  [`${core}.TopologySpreadConstraint.whenUnsatisfiable`]: ['DoNotSchedule', 'ScheduleAnyway'],
  [`${core}.VolumeMount.mountPropagation`]: ['None', 'HostToContainer', 'Bidirectional'],
  'io.k8s.api.apps.v1.DaemonSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'io.k8s.api.apps.v1.DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': ['Retain', 'Delete'],
  'io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': ['Retain', 'Delete'],
  'io.k8s.api.apps.v1.StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'io.k8s.api.apps.v1.StatefulSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'io.k8s.api.autoscaling.v2.HPAScalingRules.selectPolicy': ['Max', 'Min', 'Disabled'],
  'io.k8s.api.autoscaling.v2.HPAScalingPolicy.type': ['Pods', 'Percent'],
  'io.k8s.api.autoscaling.v2.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'io.k8s.api.autoscaling.v2.MetricTarget.type': ['Utilization', 'Value', 'AverageValue'],
  'io.k8s.api.batch.v1.CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'io.k8s.api.batch.v1.JobSpec.completionMode': ['NonIndexed', 'Indexed'],
  'io.k8s.api.batch.v1.JobSpec.podReplacementPolicy': ['TerminatingOrFailed', 'Failed'],
  'io.k8s.api.batch.v1.PodFailurePolicyRule.action': ['FailJob', 'FailIndex', 'Ignore', 'Count'],
  'io.k8s.api.networking.v1.HTTPIngressPath.pathType': ['Exact', 'Prefix', 'ImplementationSpecific'],
  'io.k8s.api.networking.v1.NetworkPolicyPort.protocol': protocols,
  'io.k8s.api.networking.v1.NetworkPolicySpec.policyTypes': ['Ingress', 'Egress'],
  'io.k8s.api.policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['IfHealthyBudget', 'AlwaysAllow'],
  'io.k8s.api.rbac.v1.RoleRef.kind': ['Role', 'ClusterRole'],
  'io.k8s.api.rbac.v1.Subject.kind': ['User', 'Group', 'ServiceAccount'],
  'io.k8s.api.storage.v1.StorageClass.reclaimPolicy': ['Delete', 'Retain'],
  'io.k8s.api.storage.v1.StorageClass.volumeBindingMode': ['Immediate', 'WaitForFirstConsumer'],
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec.scope': [
    'Cluster',
    'Namespaced',
  ],
  'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement.operator': selectorOperators,
};

/** Of these fields at most one may be set; with `atLeast: 1`, exactly one. */
export const exclusiveFields: readonly {
  readonly definition: string;
  readonly fields: readonly string[];
  readonly atLeast: 0 | 1;
}[] = [
  { definition: `${core}.Probe`, fields: ['exec', 'grpc', 'httpGet', 'tcpSocket'], atLeast: 1 },
  { definition: `${core}.LifecycleHandler`, fields: ['exec', 'httpGet', 'sleep', 'tcpSocket'], atLeast: 1 },
  { definition: `${core}.EnvVar`, fields: ['value', 'valueFrom'], atLeast: 0 },
  {
    definition: `${core}.EnvVarSource`,
    fields: ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'],
    atLeast: 1,
  },
  { definition: `${core}.EnvFromSource`, fields: ['configMapRef', 'secretRef'], atLeast: 1 },
  { definition: 'io.k8s.api.networking.v1.IngressBackend', fields: ['resource', 'service'], atLeast: 0 },
  { definition: 'io.k8s.api.networking.v1.ServiceBackendPort', fields: ['name', 'number'], atLeast: 1 },
  {
    definition: 'io.k8s.api.policy.v1.PodDisruptionBudgetSpec',
    fields: ['maxUnavailable', 'minAvailable'],
    atLeast: 0,
  },
];
