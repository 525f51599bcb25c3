/** What a cluster's Istio is set up with; the defaults are those of an installation by Helm charts. */
export interface IstioOptions {
  /**
   * Trust domain of the mesh (`meshConfig.trustDomain`).
   * @default "cluster.local"
   */
  readonly trustDomain?: string;
  /**
   * DNS domain of the cluster's Services.
   * @default "cluster.local"
   */
  readonly clusterDomain?: string;
  /**
   * The gateway workload that takes requests from outside: who it is, and the pod labels that an Istio Gateway selects it by.
   * @default - the release `istio-ingress` of the Helm chart `gateway` in the namespace `istio-ingress`
   */
  readonly ingressGateway?: {
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly labels: Readonly<Record<string, string>>;
  };
}

export type IstioSettings = Required<IstioOptions>;

export function istioSettings(options: IstioOptions = {}): IstioSettings {
  return {
    trustDomain: options.trustDomain ?? 'cluster.local',
    clusterDomain: options.clusterDomain ?? 'cluster.local',
    // Istio docs, "Install with Helm": `helm install istio-ingress istio/gateway -n istio-ingress`. The chart names the
    // ServiceAccount after the release and the label `istio` after it, without the leading "istio-".
    ingressGateway: options.ingressGateway ?? {
      namespace: 'istio-ingress',
      serviceAccount: 'istio-ingress',
      labels: { istio: 'ingress' },
    },
  };
}
