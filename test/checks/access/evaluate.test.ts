import { describe, expect, test } from 'vitest';
import { type AccessEvaluator, type AccessRequest, accessOf, type EvaluatorOptions } from '../../../testing/index.js';

type Manifest = ConstructorParameters<typeof AccessEvaluator>[0][number];
type Spec = Readonly<Record<string, unknown>>;

let policies = 0;
/** An AuthorizationPolicy for the pods of `api`, unless it says otherwise. */
const policy = (spec: Spec, metadata: object = {}): Manifest => {
  policies += 1;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `p${policies}`, namespace: 'shop', ...metadata },
    spec,
  } as Manifest;
};
const peer = (name: string, spec: Spec, namespace = 'shop'): Manifest =>
  ({ apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name, namespace }, spec }) as Manifest;

const workload = (name: string, namespace = 'shop', labels: object = { app: name }, kind = 'Deployment'): Manifest =>
  ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              ports: [
                { name: 'http', containerPort: 8080 },
                { name: 'db', containerPort: 15432 },
              ],
            },
          ],
        },
      },
    },
  }) as Manifest;

const service = (
  name: string,
  ports: readonly object[],
  namespace = 'shop',
  selector: object = { app: name },
): Manifest =>
  ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector, ports } }) as Manifest;

const http = { name: 'http', appProtocol: 'http', port: 80, targetPort: 'http' };
const db = { name: 'tcp-db', appProtocol: 'tcp', port: 5432, targetPort: 15432 };

/** `cart` calls `api`, under these policies. */
const tree = (...objects: readonly Manifest[]) => [
  workload('cart'),
  workload('api'),
  service('api', [http, db]),
  ...objects,
];

function allowed(
  objects: readonly Manifest[],
  request: Partial<AccessRequest> = {},
  options?: EvaluatorOptions,
): boolean {
  return accessOf(tree(...objects), options).decide({ from: 'cart', to: 'api', ...request }).allowed;
}
const from = (source: object) => ({ rules: [{ from: [{ source }] }] });
const to = (operation: object) => ({ rules: [{ to: [{ operation }] }] });
const cart = 'cluster.local/ns/shop/sa/cart';

describe('the order of evaluation', () => {
  test('where no policy applies everybody is let in', () => {
    expect(accessOf(tree()).decide({ from: 'cart', to: 'api' })).toEqual({
      allowed: true,
      because: 'no policy applies',
    });
  });

  test('one ALLOW that does not fit refuses; one of several that fits lets in', () => {
    const other = policy(from({ principals: ['cluster.local/ns/shop/sa/other'] }));
    expect(allowed([other])).toBe(false);
    expect(allowed([other, policy(from({ principals: [cart] }))])).toBe(true);
  });

  test('a policy without rules allows nothing, and one with an empty rule allows everything', () => {
    expect(allowed([policy({})])).toBe(false);
    expect(allowed([policy({ rules: [] })])).toBe(false);
    expect(allowed([policy({ rules: [{}] })])).toBe(true);
  });

  test('a DENY that fits refuses, whatever else allows', () => {
    const allow = policy({ rules: [{}] });
    const deny = policy({ action: 'DENY', ...from({ principals: [cart] }) });
    expect(allowed([allow, deny])).toBe(false);
    expect(allowed([deny, allow])).toBe(false);
    expect(allowed([allow, deny], { from: 'api' })).toBe(true);
  });

  test('a DENY alone refuses what fits, and lets in the rest', () => {
    const deny = policy({ action: 'DENY', ...to({ methods: ['POST'] }) });
    expect(allowed([deny], { method: 'POST' })).toBe(false);
    expect(allowed([deny], { method: 'GET' })).toBe(true);
  });

  test('a DENY without rules refuses nothing', () => {
    expect(allowed([policy({ action: 'DENY' })])).toBe(true);
  });

  test('AUDIT and dry-run decide nothing', () => {
    expect(allowed([policy({ action: 'AUDIT', rules: [{}] })])).toBe(true);
    expect(allowed([policy({}, { annotations: { 'istio.io/dry-run': 'true' } })])).toBe(true);
    expect(allowed([policy({}, { annotations: { 'istio.io/dry-run': 'false' } })])).toBe(false);
    const denyDry = policy({ action: 'DENY', rules: [{}] }, { annotations: { 'istio.io/dry-run': 'true' } });
    expect(allowed([denyDry])).toBe(true);
  });

  test('the decision names the policy that made it', () => {
    const decide = (...objects: readonly Manifest[]) =>
      accessOf(tree(...objects)).decide({ from: 'cart', to: 'api' }).because;
    expect(decide(policy({ rules: [{}] }, { name: 'open' }))).toBe('ALLOW open');
    expect(decide(policy({ action: 'DENY', rules: [{}] }, { name: 'shut' }))).toBe('DENY shut');
    expect(decide(policy({}, { name: 'none' }))).toBe('no rule of none matches');
  });
});

describe('which policies apply', () => {
  test('those of the namespace without a selector, and those whose selector fits the pods', () => {
    expect(allowed([policy({ selector: { matchLabels: { app: 'api' } } })])).toBe(false);
    expect(allowed([policy({ selector: { matchLabels: { app: 'cart' } } })])).toBe(true);
    expect(allowed([policy({}, { namespace: 'other' })])).toBe(true);
  });

  test('those of the root namespace, for the whole mesh', () => {
    expect(allowed([policy({}, { namespace: 'istio-system' })])).toBe(false);
    expect(allowed([policy({}, { namespace: 'mesh-root' })])).toBe(true);
    expect(allowed([policy({}, { namespace: 'mesh-root' })], {}, { rootNamespace: 'mesh-root' })).toBe(false);
  });

  test('a request to a Service is allowed where every workload behind it allows it', () => {
    const v2 = workload('api-v2', 'shop', { app: 'api', version: 'v2' });
    const closed = policy({ selector: { matchLabels: { version: 'v2' } } });
    expect(allowed([v2])).toBe(true);
    expect(allowed([v2, closed])).toBe(false);
  });

  test('a policy that targets a gateway or a waypoint is no policy of every pod in its namespace', () => {
    const targetRefs = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' }];
    let answer: boolean | undefined;
    try {
      answer = allowed([policy({ targetRefs, rules: [{}] }), policy({})]);
    } catch {
      return; // saying that it cannot be judged is right too
    }
    expect(answer).toBe(false);
  });

  test('an AuthorizationPolicy of Linkerd is none of Istio', () => {
    const linkerd = {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'linkerd', namespace: 'shop' },
      spec: { targetRef: { kind: 'Server', name: 'api' } },
    } as Manifest;
    expect(allowed([linkerd])).toBe(true);
  });
});

describe('sources', () => {
  test.each([
    [{ principals: [cart] }, true],
    [{ principals: ['cluster.local/ns/shop/*'] }, true],
    [{ principals: ['*/sa/cart'] }, true],
    [{ principals: ['*'] }, true],
    [{ principals: ['cart'] }, false],
    [{ principals: ['cluster.local/ns/other/*'] }, false],
    [{ principals: ['cluster.local/ns/other/*', cart] }, true],
    [{ notPrincipals: [cart] }, false],
    [{ notPrincipals: ['*/sa/other'] }, true],
    [{ principals: ['*'], notPrincipals: ['*/sa/cart'] }, false],
    [{ namespaces: ['shop'] }, true],
    [{ namespaces: ['sh*'] }, true],
    [{ namespaces: ['other'] }, false],
    [{ notNamespaces: ['shop'] }, false],
    [{ notNamespaces: ['other'] }, true],
    [{ namespaces: ['shop'], principals: ['*/sa/other'] }, false],
    [{ requestPrincipals: ['*'] }, false],
    [{ notRequestPrincipals: ['*'] }, true],
  ])('%o: a caller with its certificate is let in: %s', (source, expected) => {
    expect(allowed([policy(from(source))])).toBe(expected);
  });

  test('a caller without a certificate has no principal and no namespace', () => {
    const plaintext = { from: 'plaintext' } as const;
    expect(allowed([policy(from({ principals: ['*'] }))], plaintext)).toBe(false);
    expect(allowed([policy(from({ namespaces: ['*'] }))], plaintext)).toBe(false);
    expect(allowed([policy(from({ notPrincipals: [cart] }))], plaintext)).toBe(true);
    expect(allowed([policy({ rules: [{}] })], plaintext)).toBe(true);
  });

  test('several sources are alternatives', () => {
    const spec = {
      rules: [{ from: [{ source: { principals: ['*/sa/other'] } }, { source: { namespaces: ['shop'] } }] }],
    };
    expect(allowed([policy(spec)])).toBe(true);
  });

  test('end users are told apart by issuer and subject', () => {
    const spec = from({ requestPrincipals: ['https://login.example.com/*'] });
    expect(allowed([policy(spec)], { requestPrincipal: 'https://login.example.com/ada' })).toBe(true);
    expect(allowed([policy(spec)], { requestPrincipal: 'https://evil.example/ada' })).toBe(false);
  });

  test('an identity may be of another trust domain', () => {
    const identity = { namespace: 'shop', serviceAccount: 'cart' };
    const open = policy(from({ principals: [cart] }));
    expect(allowed([open], { from: identity })).toBe(true);
    expect(allowed([open], { from: { ...identity, trustDomain: 'elsewhere' } })).toBe(false);
    expect(allowed([open], {}, { trustDomain: 'td.example' })).toBe(false);
    expect(
      allowed([open], { from: { ...identity, trustDomain: 'cluster.local' } }, { trustDomain: 'td.example' }),
    ).toBe(true);
  });
});

describe('operations', () => {
  test.each([
    [{ methods: ['GET'] }, true],
    [{ methods: ['POST', 'GET'] }, true],
    [{ methods: ['POST'] }, false],
    [{ methods: ['get'] }, false],
    [{ notMethods: ['GET'] }, false],
    [{ notMethods: ['POST'] }, true],
    [{ paths: ['/api/*'] }, true],
    [{ paths: ['/api/{*}'] }, true],
    [{ paths: ['/{*}'] }, false],
    [{ paths: ['/api'] }, false],
    [{ notPaths: ['/api/*'] }, false],
    [{ notPaths: ['/admin/*'] }, true],
    [{ notPaths: ['/api/{*}'] }, false],
    [{ ports: ['8080'] }, true],
    [{ ports: ['80'] }, false],
    [{ notPorts: ['8080'] }, false],
    [{ notPorts: ['80'] }, true],
    [{ methods: ['GET'], paths: ['/admin'], ports: ['8080'] }, false],
    [{ methods: ['GET'], paths: ['/api/x'], ports: ['8080'] }, true],
  ])("%o: GET /api/x on the container's port 8080 is let in: %s", (operation, expected) => {
    expect(allowed([policy(to(operation))], { path: '/api/x' })).toBe(expected);
  });

  test('several operations are alternatives', () => {
    const spec = { rules: [{ to: [{ operation: { methods: ['POST'] } }, { operation: { paths: ['/ok'] } }] }] };
    expect(allowed([policy(spec)], { path: '/ok' })).toBe(true);
    expect(allowed([policy(spec)], { path: '/no' })).toBe(false);
  });

  test('source and operation of one rule must both fit', () => {
    const rules = [{ from: [{ source: { principals: [cart] } }], to: [{ operation: { methods: ['POST'] } }] }];
    expect(allowed([policy({ rules })], { method: 'POST' })).toBe(true);
    expect(allowed([policy({ rules })], { method: 'GET' })).toBe(false);
    expect(allowed([policy({ rules })], { method: 'POST', from: 'api' })).toBe(false);
  });

  test("the port is that of the container, by number or by name of the Service's port", () => {
    const open = policy(to({ ports: ['8080'] }));
    expect(allowed([open], { port: 80 })).toBe(true);
    expect(allowed([open], { port: 'http' })).toBe(true);
    expect(allowed([open], { port: 'tcp-db' })).toBe(false);
    expect(allowed([policy(to({ ports: ['15432'] }))], { port: 5432 })).toBe(true);
  });
});

describe('conditions of HTTP on a TCP port', () => {
  const tcp = { port: 'tcp-db' } as const;

  test.each([
    { methods: ['GET'] },
    { notMethods: ['GET'] },
    { paths: ['/*'] },
    { notPaths: ['/x'] },
    { hosts: ['*'] },
    { notHosts: ['x'] },
  ])('%o: an ALLOW never fits, and a DENY always does', (operation) => {
    expect(allowed([policy(to(operation))], tcp)).toBe(false);
    expect(allowed([policy({ action: 'DENY', ...to(operation) })], tcp)).toBe(false);
  });

  test('a DENY that names another port does not fit', () => {
    const deny = (port: string) => policy({ action: 'DENY', ...to({ methods: ['POST'], ports: [port] }) });
    expect(allowed([deny('8080')], tcp)).toBe(true);
    expect(allowed([deny('15432')], tcp)).toBe(false);
  });

  test('caller and port decide', () => {
    expect(
      allowed(
        [
          policy({
            rules: [{ from: [{ source: { principals: [cart] } }], to: [{ operation: { ports: ['15432'] } }] }],
          }),
        ],
        tcp,
      ),
    ).toBe(true);
    expect(allowed([policy(to({ ports: ['8080'] }))], tcp)).toBe(false);
  });

  test('a condition on the end user is one of HTTP too', () => {
    expect(allowed([policy(from({ notRequestPrincipals: ['*'] }))], tcp)).toBe(false);
    expect(allowed([policy({ action: 'DENY', ...from({ requestPrincipals: ['x/*'] }) })], tcp)).toBe(false);
  });

  test("the protocol is read from the port's name where there is no appProtocol", () => {
    const redis = service('redis', [{ name: 'tcp-redis', port: 6379, targetPort: 15432 }], 'shop', { app: 'api' });
    const open = policy(to({ methods: ['GET'] }));
    expect(accessOf(tree(redis, open)).decide({ from: 'cart', to: 'redis' }).allowed).toBe(false);
  });
});

describe('plaintext', () => {
  const plaintext = { from: 'plaintext' } as const;
  const strict = { mtls: { mode: 'STRICT' } };
  const permissive = { mtls: { mode: 'PERMISSIVE' } };
  const ofApi = { selector: { matchLabels: { app: 'api' } } };

  test.each<[string, readonly Manifest[], boolean]>([
    ['is taken where nobody asks for mTLS', [], true],
    ['is refused where the namespace is STRICT', [peer('default', strict)], false],
    ['is refused where the mesh is STRICT', [peer('default', strict, 'istio-system')], false],
    [
      'is taken where the namespace says PERMISSIVE, though the mesh is STRICT',
      [peer('default', permissive), peer('default', strict, 'istio-system')],
      true,
    ],
    [
      'is taken where the namespace leaves it UNSET and the mesh is PERMISSIVE',
      [peer('default', { mtls: { mode: 'UNSET' } }), peer('default', permissive, 'istio-system')],
      true,
    ],
    ['is taken by a workload that says so', [peer('default', strict), peer('api', { ...ofApi, ...permissive })], true],
    [
      'is refused by a workload that is STRICT',
      [peer('default', permissive), peer('api', { ...ofApi, ...strict })],
      false,
    ],
    [
      'is refused where another workload is excepted',
      [peer('default', strict), peer('x', { selector: { matchLabels: { app: 'x' } }, ...permissive })],
      false,
    ],
    [
      'is taken on a port that is excepted',
      [peer('default', strict), peer('api', { ...ofApi, portLevelMtls: { '8080': { mode: 'PERMISSIVE' } } })],
      true,
    ],
    [
      'is refused on a port beside the excepted one',
      [peer('default', strict), peer('api', { ...ofApi, portLevelMtls: { '15432': { mode: 'PERMISSIVE' } } })],
      false,
    ],
    [
      'is refused on a port that is STRICT',
      [peer('default', permissive), peer('api', { ...ofApi, portLevelMtls: { '8080': { mode: 'STRICT' } } })],
      false,
    ],
    [
      'is refused where a port leaves it UNSET and the workload is STRICT',
      [peer('api', { ...ofApi, ...strict, portLevelMtls: { '8080': { mode: 'UNSET' } } })],
      false,
    ],
    ['is taken where mTLS is DISABLEd', [peer('default', { mtls: { mode: 'DISABLE' } })], true],
  ])('%s', (_, objects, expected) => {
    expect(allowed(objects, plaintext)).toBe(expected);
    expect(allowed(objects), 'with a certificate').toBe(true);
  });

  test('is looked at before any policy, and the decision says so', () => {
    const decision = accessOf(tree(peer('default', strict), policy({ rules: [{}] }))).decide({
      ...plaintext,
      to: 'api',
    });
    expect(decision).toEqual({
      allowed: false,
      because: 'mTLS is STRICT and the caller has no certificate of the mesh',
    });
  });

  test('is what every caller speaks where mTLS is DISABLEd, so nobody has a principal there', () => {
    expect(allowed([peer('default', { mtls: { mode: 'DISABLE' } }), policy(from({ principals: [cart] }))])).toBe(false);
  });

  test('an exception for a port counts only beside a selector', () => {
    const wide = { selector: { matchLabels: {} }, ...strict, portLevelMtls: { '8080': { mode: 'PERMISSIVE' } } };
    expect(allowed([peer('default', wide)], plaintext)).toBe(false);
  });
});

describe('what cannot be judged', () => {
  test.each([
    ['source with `ipBlocks`', from({ ipBlocks: ['10.0.0.0/8'] })],
    ['source with `remoteIpBlocks`', from({ remoteIpBlocks: ['10.0.0.0/8'] })],
    ['source with `serviceAccounts`', from({ serviceAccounts: ['shop/cart'] })],
    ['operation with `verbs`', to({ verbs: ['GET'] })],
    ['`when`', { rules: [{ when: [{ key: 'request.headers[x]', values: ['y'] }] }] }],
    ['action CUSTOM', { action: 'CUSTOM', provider: { name: 'opa' }, rules: [{}] }],
  ])('a policy with a %s is an error, never a guess', (what, spec) => {
    const words = what.replace(/.*`(.*)`.*/, '$1').replace('action ', '');
    expect(() => allowed([policy(spec)])).toThrow(words);
  });

  test('a policy in dry-run may use anything', () => {
    const dryRun = { annotations: { 'istio.io/dry-run': 'true' } };
    expect(allowed([policy({ action: 'CUSTOM', rules: [{}] }, dryRun)])).toBe(true);
  });

  test.each<[string, Partial<AccessRequest>, string]>([
    ['caller', { from: 'nobody' }, 'no workload of the tree is named "nobody"'],
    ['Service', { to: 'nothing' }, 'the tree has 0 Services named "nothing"'],
    ['port', { port: 1 }, 'the Service api has no port "1"'],
  ])('a %s that the tree does not have is an error', (_, request, message) => {
    expect(() => allowed([], request)).toThrow(message);
  });

  test('a Service without pods, and one of two Services of one name, are errors', () => {
    const lonely = service('lonely', [http]);
    expect(() => allowed([lonely], { to: 'lonely' })).toThrow('no workload of the tree is behind the Service lonely');
    const namesake = service('api', [http], 'other');
    expect(() => allowed([namesake])).toThrow('the tree has 2 Services named "api"');
    expect(allowed([namesake], { to: 'shop/api' })).toBe(true);
  });

  test('a caller is named by its workload, with or without its namespace', () => {
    const open = policy(from({ principals: [cart] }));
    expect(allowed([open], { from: 'shop/cart' })).toBe(true);
    expect(allowed([open], { from: 'api' })).toBe(false);
  });

  test('a policy by host is judged by the host that is asked for, or is an error', () => {
    let answer: boolean | undefined;
    try {
      answer = allowed([policy(to({ hosts: ['*'] }))]);
    } catch {
      return; // saying that it cannot be judged is right too
    }
    expect(answer).toBe(true);
  });

  test('a caller of a name that two namespaces have is an error, as a Service is', () => {
    expect(() => allowed([workload('cart', 'other')])).toThrow('cart');
  });

  test('an empty list of sources or conditions restricts nothing in Istio, and is not read as "nobody"', () => {
    let answer: boolean | undefined;
    try {
      answer = allowed([policy(from({ principals: [] }))]);
    } catch {
      return; // saying that it cannot be judged is right too
    }
    expect(answer).toBe(true);
  });
});
