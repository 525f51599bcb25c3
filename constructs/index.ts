/** The public API. */

/** The kinds of Kubernetes, Istio, Flagger, Gateway API, Prometheus operator, Flux and Argo CD, typed from their pinned schemas. */
export { argoCd, flagger, flux, gatewayApi, istio, kubernetes, prometheusOperator } from '../imports/index.js';
export { Env, type EnvIntent } from '../intent/env.js';
export { type GrpcProbeOptions, Health, type PortProbeOptions, type ProbeOptions } from '../intent/health.js';
export type { HttpMethod, PathPattern } from '../intent/http.js';
export type { HeaderMatch } from '../intent/model.js';
export { type MetricsPortOptions, Port, type PortOptions, type PortProtocol } from '../intent/port.js';
export {
  CircuitBreaker,
  type CircuitBreakerOptions,
  Fault,
  type FaultOptions,
  Retries,
  type RetryOptions,
} from '../intent/traffic.js';
export { Volume, type VolumeIntent } from '../intent/volume.js';
export type { IstioOptions } from '../meshes/istio/index.js';
export { AuthzPolicySet, type AuthzPolicySetProps, type EndUsers } from './authz-policy-set.js';
export type { Callee, CallOptions } from './calls.js';
export {
  CanaryRelease,
  type CanaryReleaseProps,
  type CookieMatch,
  type Strategy,
  type VersionMatch,
  type WeightedStrategy,
  type WeightsOf,
} from './canary-release.js';
export { Cluster, type ClusterProps } from './cluster.js';
export type {
  ContainerProps,
  HealthProps,
  PodSecurity,
  ResourceAmounts,
  Resources,
  ServiceAccountProps,
} from './container.js';
export { ExternalCaller, type ExternalCallerProps } from './external-caller.js';
export { ExternalService, type ExternalServiceProps } from './external-service.js';
export { type GatewayRoute, type GatewayTls, IngressGateway, type IngressGatewayProps } from './ingress-gateway.js';
export { Mesh } from './mesh.js';
export { MeshApp, type MeshAppProps } from './mesh-app.js';
export { MeshCronJob, type MeshCronJobProps, MeshJob, type MeshJobProps } from './mesh-job.js';
export { MeshNamespace, type MeshNamespaceProps } from './mesh-namespace.js';
export {
  type AdoptableWorkload,
  type Images,
  MeshService,
  type MeshServiceProps,
  type ServiceProps,
  type VersionProps,
  type WorkloadProps,
} from './mesh-service.js';
export type { DeepPartial, Override, Overrides } from './overrides.js';
export { RefusalError } from './refusal-error.js';
export { ServiceMonitor, type ServiceMonitorProps } from './service-monitor.js';
export type { Traffic } from './traffic.js';
