import { type App, Duration } from 'cdk8s';
import { AuthzPolicySet, Health, Mesh, MeshNamespace, MeshService, Port, Retries } from '../constructs/index.js';

/**
 * The tree that is measured: services in a chart each, every one called by the one before it. Eight objects a service:
 * Namespace, PeerAuthentication, two AuthorizationPolicies, ServiceAccount, Service, VirtualService and Deployment.
 */
export function tree(app: App, services: number): void {
  const mesh = Mesh.istio();
  let caller: MeshService<never, 'http'> | undefined;
  for (let index = 0; index < services; index += 1) {
    const name = `service-${index}`;
    const namespace = new MeshNamespace(app, name, { mesh });
    const service = new MeshService(namespace, name, {
      image: `registry.example.com/${name}:1.0.${index}`,
      ports: { http: Port.http(8080) },
      health: Health.http('/health'),
      env: { LOG_LEVEL: 'info', REGION: 'eu-central-1' },
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      traffic: { timeout: Duration.seconds(4), retries: Retries.except(['POST'], { attempts: 3 }) },
    });
    new AuthzPolicySet(namespace, 'access');
    if (caller) caller.calls(service, { methods: ['GET', 'POST'], paths: ['/api/*'] });
    else service.calledByAnyone({ methods: ['GET'], paths: ['/health'] });
    caller = service;
  }
}
