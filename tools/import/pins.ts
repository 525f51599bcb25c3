/**
 * What is imported, from where, at which version: the only page to edit for an update.
 * `sum` is Go's checksum of the module: a module that changed under its version is refused.
 */
export interface Module {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
  /** Files or folders of the module that hold its CRDs. */
  readonly files: readonly string[];
}

export interface Source {
  /** File name in imports/ and imports/crds/. */
  readonly name: string;
  readonly modules: readonly Module[];
  /** Keeps a CRD of these files; all when left out. */
  readonly keep?: { readonly groups?: readonly string[]; readonly kinds?: readonly string[] };
  /** Kinds whose version is not the most mature served one. */
  readonly versions?: { readonly [kind: string]: string };
  /**
   * The projects' own names for structures that several kinds share, by the path of one of their fields. Without one
   * a type is named after the shortest path.
   */
  readonly names?: { readonly [path: string]: string };
}

export const crdSources: readonly Source[] = [
  {
    name: 'istio',
    modules: [
      {
        path: 'istio.io/api',
        version: 'v1.31.1',
        sum: 'h1:5Yb5ihcz4YQsCkciusK7DnFpBMwRB6EFWeUKH1Atuyk=',
        files: ['kubernetes/customresourcedefinitions.gen.yaml'],
      },
    ],
    keep: { groups: ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io'] },
    names: {
      DestinationRuleSpecTrafficPolicy: 'TrafficPolicy',
      DestinationRuleSpecTrafficPolicyConnectionPool: 'ConnectionPoolSettings',
      DestinationRuleSpecTrafficPolicyConnectionPoolHttp: 'ConnectionPoolSettingsHttp',
      DestinationRuleSpecTrafficPolicyConnectionPoolHttpHttp2KeepAlive: 'ConnectionPoolSettingsHttp2KeepAlive',
      DestinationRuleSpecTrafficPolicyConnectionPoolTcp: 'ConnectionPoolSettingsTcp',
      DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive: 'ConnectionPoolSettingsTcpKeepalive',
      DestinationRuleSpecTrafficPolicyLoadBalancer: 'LoadBalancerSettings',
      DestinationRuleSpecTrafficPolicyOutlierDetection: 'OutlierDetection',
      DestinationRuleSpecTrafficPolicyPortLevelSettings: 'PortTrafficPolicy',
      DestinationRuleSpecTrafficPolicyTls: 'ClientTLSSettings',
      DestinationRuleSpecWorkloadSelector: 'LabelSelector',
      DestinationRuleSpecSubsets: 'Subset',
      SidecarSpecWorkloadSelector: 'WorkloadSelector',
      AuthorizationPolicySpecTargetRef: 'PolicyTargetReference',
      AuthorizationPolicySpecRules: 'AuthorizationRule',
      AuthorizationPolicySpecProvider: 'Named',
      GatewaySpecServersTls: 'ServerTLSSettings',
      GatewaySpecServersTlsTlsCertificates: 'TLSCertificate',
      ServiceEntrySpecEndpoints: 'WorkloadEntrySpec',
      TelemetrySpecAccessLoggingProviders: 'ProviderRef',
      VirtualServiceSpecHttp: 'HTTPRoute',
      VirtualServiceSpecHttpFaultAbortPercentage: 'Percent',
      VirtualServiceSpecHttpHeadersRequest: 'HeaderOperations',
      VirtualServiceSpecHttpMatch: 'HTTPMatchRequest',
      VirtualServiceSpecHttpMatchUri: 'StringMatch',
      VirtualServiceSpecHttpMirror: 'Destination',
      VirtualServiceSpecHttpMirrorPort: 'PortSelector',
      VirtualServiceSpecHttpRetries: 'HTTPRetry',
      VirtualServiceSpecHttpRoute: 'HTTPRouteDestination',
      VirtualServiceSpecTcpRoute: 'RouteDestination',
    },
  },
  {
    name: 'flagger',
    modules: [
      {
        path: 'github.com/fluxcd/flagger',
        version: 'v1.44.0',
        sum: 'h1:JAb2mE3AAO5Y/JkfHy6xbFDPDPk9lGvqXwmtztNbdhw=',
        files: ['artifacts/flagger/crd.yaml'],
      },
    ],
    names: {
      AlertProviderSpecSecretRef: 'SecretRef',
      CanarySpecServiceMatchUri: 'StringMatch',
      CanarySpecServiceHeadersRequest: 'HeaderOperations',
      CanarySpecServiceApex: 'CustomMetadata',
      CanarySpecAnalysisMetricsTemplateRef: 'NamespacedName',
    },
  },
  {
    name: 'gateway-api',
    modules: [
      {
        path: 'sigs.k8s.io/gateway-api',
        version: 'v1.5.1',
        sum: 'h1:RqVRIlkhLhUO8wOHKTLnTJA6o/1un4po4/6M1nRzdd0=',
        files: ['config/crd/standard'],
      },
    ],
    // Served as v1 too, but stored as v1beta1, which every implementation reads.
    versions: { ReferenceGrant: 'v1beta1' },
    names: {
      GatewaySpecInfrastructureParametersRef: 'LocalObjectReference',
      GatewayClassSpecParametersRef: 'ObjectReference',
      GatewaySpecListeners: 'Listener',
      GatewaySpecListenersAllowedRoutes: 'AllowedRoutes',
      GatewaySpecListenersAllowedRoutesKinds: 'RouteGroupKind',
      GatewaySpecListenersAllowedRoutesNamespaces: 'RouteNamespaces',
      GatewaySpecListenersAllowedRoutesNamespacesSelector: 'LabelSelector',
      GatewaySpecListenersAllowedRoutesNamespacesSelectorMatchExpressions: 'LabelSelectorRequirement',
      GatewaySpecListenersTls: 'ListenerTLSConfig',
      GatewaySpecListenersTlsCertificateRefs: 'SecretObjectReference',
      HTTPRouteSpecParentRefs: 'ParentReference',
      HTTPRouteSpecRules: 'HTTPRouteRule',
      HTTPRouteSpecRulesBackendRefs: 'HTTPBackendRef',
      HTTPRouteSpecRulesFilters: 'HTTPRouteFilter',
      HTTPRouteSpecRulesFiltersRequestHeaderModifier: 'HTTPHeaderFilter',
      HTTPRouteSpecRulesFiltersRequestHeaderModifierAdd: 'HTTPHeader',
      HTTPRouteSpecRulesFiltersRequestMirror: 'HTTPRequestMirrorFilter',
      HTTPRouteSpecRulesFiltersRequestMirrorBackendRef: 'BackendObjectReference',
      HTTPRouteSpecRulesFiltersRequestMirrorFraction: 'Fraction',
      HTTPRouteSpecRulesFiltersUrlRewritePath: 'HTTPPathModifier',
      HTTPRouteSpecRulesMatches: 'HTTPRouteMatch',
      HTTPRouteSpecRulesMatchesHeaders: 'HTTPHeaderMatch',
      GRPCRouteSpecRules: 'GRPCRouteRule',
      GRPCRouteSpecRulesBackendRefs: 'GRPCBackendRef',
      GRPCRouteSpecRulesFilters: 'GRPCRouteFilter',
      GRPCRouteSpecRulesMatches: 'GRPCRouteMatch',
    },
  },
  {
    name: 'prometheus-operator',
    modules: [
      {
        path: 'github.com/prometheus-operator/prometheus-operator',
        version: 'v0.85.0',
        sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
        files: ['example/prometheus-operator-crd'],
      },
    ],
    keep: { kinds: ['ServiceMonitor', 'PodMonitor', 'PrometheusRule'] },
    names: {
      ServiceMonitorSpecAttachMetadata: 'AttachMetadata',
      ServiceMonitorSpecEndpoints: 'Endpoint',
      PodMonitorSpecPodMetricsEndpoints: 'PodMetricsEndpoint',
      ServiceMonitorSpecEndpointsAuthorization: 'SafeAuthorization',
      ServiceMonitorSpecEndpointsBasicAuth: 'BasicAuth',
      ServiceMonitorSpecEndpointsBasicAuthPassword: 'KeySelector',
      ServiceMonitorSpecEndpointsOauth2: 'OAuth2',
      ServiceMonitorSpecEndpointsOauth2TlsConfig: 'SafeTLSConfig',
      ServiceMonitorSpecEndpointsRelabelings: 'RelabelConfig',
      ServiceMonitorSpecEndpointsTlsConfig: 'TLSConfig',
      ServiceMonitorSpecEndpointsTlsConfigCa: 'SecretOrConfigMap',
      ServiceMonitorSpecNamespaceSelector: 'NamespaceSelector',
      ServiceMonitorSpecSelector: 'LabelSelector',
      ServiceMonitorSpecSelectorMatchExpressions: 'LabelSelectorRequirement',
      PrometheusRuleSpecGroups: 'RuleGroup',
      PrometheusRuleSpecGroupsRules: 'Rule',
    },
  },
  {
    name: 'flux',
    modules: [
      {
        path: 'github.com/fluxcd/source-controller',
        version: 'v1.9.5',
        sum: 'h1:MFPyCodUi9hZIMaKDsC/rYbNoyzpvrAdrPVixj7W9F0=',
        files: ['config/crd/bases'],
      },
      {
        path: 'github.com/fluxcd/kustomize-controller',
        version: 'v1.9.5',
        sum: 'h1:/XY2zy3K7fntyppEXIHG7oRMzmfgIt50eJzUfaPX1Kc=',
        files: ['config/crd/bases'],
      },
      {
        path: 'github.com/fluxcd/helm-controller',
        version: 'v1.6.4',
        sum: 'h1:u/Ew7LehrwDQaE/NqWdaB3XnNDCxRGDcp1FZl7RKj4g=',
        files: ['config/crd/bases'],
      },
    ],
    names: {
      GitRepositorySpecSecretRef: 'LocalObjectReference',
      KustomizationSpecHealthChecks: 'NamespacedObjectKindReference',
      KustomizationSpecCommonMetadata: 'CommonMetadata',
      KustomizationSpecDependsOn: 'DependencyReference',
      KustomizationSpecHealthCheckExprs: 'CustomHealthCheck',
      KustomizationSpecIgnore: 'IgnoreRule',
      KustomizationSpecImages: 'Image',
      KustomizationSpecKubeConfig: 'KubeConfigReference',
      KustomizationSpecKubeConfigSecretRef: 'SecretKeyReference',
      KustomizationSpecPatches: 'Patch',
      KustomizationSpecPatchesTarget: 'Selector',
      OCIRepositorySpecVerifyMatchOIDCIdentity: 'OIDCIdentityMatch',
    },
  },
  {
    name: 'argo-cd',
    modules: [
      {
        path: 'github.com/argoproj/argo-cd/v3',
        version: 'v3.5.0',
        sum: 'h1:iqnPFSKaQ0l3hREMH2Rk55VDcxrvBFaSO0g9bifZKzc=',
        files: ['manifests/crds'],
      },
    ],
    keep: { kinds: ['Application', 'AppProject', 'ApplicationSet'] },
    names: {
      ApplicationSpecSource: 'ApplicationSource',
      ApplicationSpecDestination: 'ApplicationDestination',
      ApplicationSpecSyncPolicy: 'SyncPolicy',
      ApplicationSpecInfo: 'NameValue',
    },
  },
];

/** The core kinds come from the API server's own OpenAPI documents, one a group. */
export const kubernetes = {
  name: 'kubernetes',
  module: {
    path: 'k8s.io/kubernetes',
    version: 'v1.36.3',
    sum: 'h1:qDQdoMiluAE2Eab6Fa52YV+WjiGz9mZFFoagEA6cI+o=',
    files: ['api/openapi-spec/v3'],
  } satisfies Module,
  kinds: [
    'core/v1/Namespace',
    'core/v1/ServiceAccount',
    'core/v1/ConfigMap',
    'core/v1/Secret',
    'core/v1/Service',
    'core/v1/PersistentVolumeClaim',
    'core/v1/Pod',
    'core/v1/LimitRange',
    'core/v1/ResourceQuota',
    'apps/v1/Deployment',
    'apps/v1/StatefulSet',
    'apps/v1/DaemonSet',
    'apps/v1/ReplicaSet',
    'batch/v1/Job',
    'batch/v1/CronJob',
    'autoscaling/v2/HorizontalPodAutoscaler',
    'policy/v1/PodDisruptionBudget',
    'networking.k8s.io/v1/NetworkPolicy',
    'networking.k8s.io/v1/Ingress',
    'rbac.authorization.k8s.io/v1/Role',
    'rbac.authorization.k8s.io/v1/RoleBinding',
    'rbac.authorization.k8s.io/v1/ClusterRole',
    'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
    'scheduling.k8s.io/v1/PriorityClass',
    'apiextensions.k8s.io/v1/CustomResourceDefinition',
    'storage.k8s.io/v1/StorageClass',
  ],
} as const;
