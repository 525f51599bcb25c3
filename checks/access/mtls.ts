import type { istio } from '../../imports/index.js';
import { type AccessTree, type Pods, selects } from './tree.js';

type Mode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/**
 * What the pods ask for on a port: the port's own mode, then the workload's, the namespace's, the mesh's; PERMISSIVE where
 * nobody says (Istio API, `PeerAuthentication`). A port's mode only counts in a policy with a selector.
 */
export function mtlsMode({ peerAuthentications }: AccessTree, pods: Pods, port: number, rootNamespace: string): Mode {
  const inNamespace = (namespace: string) =>
    peerAuthentications.filter(({ metadata }) => metadata?.namespace === namespace);
  const own = inNamespace(pods.namespace).find(
    ({ spec }) => selectsSome(spec?.selector) && selects(spec?.selector?.matchLabels, pods.labels),
  );
  const candidates = [
    own?.spec?.portLevelMtls?.[`${port}`]?.mode,
    own?.spec?.mtls?.mode,
    wide(inNamespace(pods.namespace)),
    wide(inNamespace(rootNamespace)),
  ];
  return (candidates.find((mode) => mode !== undefined && mode !== 'UNSET') as Mode | undefined) ?? 'PERMISSIVE';
}

function wide(policies: readonly istio.PeerAuthenticationManifest[]): string | undefined {
  return policies.find(({ spec }) => !selectsSome(spec?.selector))?.spec?.mtls?.mode;
}

function selectsSome(selector: { readonly matchLabels?: Readonly<Record<string, string>> } | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length > 0;
}
