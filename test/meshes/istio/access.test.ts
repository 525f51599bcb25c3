import type { App } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  type AuthzPolicySetProps,
  IngressGateway,
  Mesh,
  MeshJob,
  MeshNamespace,
  MeshService,
  Port,
  RefusalError,
} from '../../../constructs/index.js';
import { accessOf, findObject, findObjects, refusalsOf, renderObjects } from '../../../testing/index.js';
import { istioNamespace, kindsAndNames, marksOf, web } from '../../constructs/setup.js';

describe('default deny', () => {
  test('nobody may call anybody who has granted nothing', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'a', web);
    new MeshService(shop, 'b', web);
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'AuthorizationPolicy')).toEqual([
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name: 'default-deny', namespace: 'shop' },
        spec: {},
      },
    ]);
    expect(accessOf(objects).decide({ from: 'a', to: 'b' })).toEqual({
      allowed: false,
      because: 'no rule of default-deny matches',
    });
  });

  test('comes with an AuthzPolicySet only; without one no policy is rendered, whatever is declared', () => {
    const shop = istioNamespace();
    const a = new MeshService(shop, 'a', web);
    new MeshService(shop, 'b', web).calls(a);
    const objects = renderObjects(shop);
    expect(findObjects(objects, 'AuthorizationPolicy')).toEqual([]);
    expect(accessOf(objects).decide({ from: 'a', to: 'b' }).allowed).toBe(true);
  });

  test('cannot be overwritten by the policy of a service of its name', () => {
    const shop = istioNamespace();
    const a = new MeshService(shop, 'default-deny', web);
    new MeshService(shop, 'b', web);
    a.calls(a);
    new AuthzPolicySet(shop, 'access');
    if (refusalsOf(shop.node.root as App).length > 0) return;
    expect(accessOf(renderObjects(shop)).decide({ from: 'default-deny', to: 'b' }).allowed).toBe(false);
  });
});

describe('grants', () => {
  test('hold caller, port, method and path together in one rule', () => {
    const shop = istioNamespace();
    const pay = new MeshService(shop, 'pay', {
      image: 'p:1',
      ports: { http: Port.http(80, { targetPort: 8080 }), admin: Port.http(81) },
    });
    new MeshService(shop, 'cart', web).calls(pay, {
      port: 'http',
      methods: ['POST', 'PUT'],
      paths: ['/process', '/refund/*'],
    });
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    expect(findObject(objects, 'AuthorizationPolicy', 'pay').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'pay' } },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }],
          to: [{ operation: { ports: ['8080'], methods: ['POST', 'PUT'], paths: ['/process', '/refund/*'] } }],
        },
      ],
    });
    const access = accessOf(objects);
    const allowed = { from: 'cart', to: 'pay', port: 80, method: 'POST', path: '/refund/7' };
    expect(access.decide(allowed).allowed).toBe(true);
    expect(access.decide({ ...allowed, from: 'pay' }).allowed).toBe(false);
    expect(access.decide({ ...allowed, port: 81 }).allowed).toBe(false);
    expect(access.decide({ ...allowed, method: 'GET' }).allowed).toBe(false);
    expect(access.decide({ ...allowed, path: '/refunds' }).allowed).toBe(false);
  });

  test('of several callers for the same operation are one rule; other operations have rules of their own', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    const get = { methods: ['GET'], paths: ['/products'] } as const;
    new MeshService(shop, 'z', web).calls(api, get);
    new MeshService(shop, 'a', web).calls(api, get).calls(api, get);
    new MeshService(shop, 'm', web).calls(api, { methods: ['POST'] });
    new AuthzPolicySet(shop, 'access');
    expect(findObject(renderObjects(shop), 'AuthorizationPolicy', 'api').spec.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/a', 'cluster.local/ns/shop/sa/z'] } }],
        to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/products'] } }],
      },
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/m'] } }],
        to: [{ operation: { ports: ['8080'], methods: ['POST'] } }],
      },
    ]);
  });

  test('for TCP are by caller and port', () => {
    const shop = istioNamespace();
    const redis = new MeshService(shop, 'redis', { image: 'r:1', ports: { redis: Port.tcp(6379) } });
    new MeshService(shop, 'cart', web).calls(redis);
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    expect(findObject(objects, 'AuthorizationPolicy', 'redis').spec.rules[0].to).toEqual([
      { operation: { ports: ['6379'] } },
    ]);
    expect(accessOf(objects).decide({ from: 'cart', to: 'redis' }).allowed).toBe(true);
    expect(accessOf(objects).decide({ from: 'redis', to: 'redis' }).allowed).toBe(false);
  });

  test('reach over namespaces, by the identity of the caller in its own', () => {
    const shop = istioNamespace();
    const crm = new MeshNamespace(shop.node.root, 'crm', { mesh: Mesh.istio() });
    const api = new MeshService(shop, 'api', web);
    new MeshService(shop, 'cart', web);
    new MeshService(crm, 'cart', web).calls(api);
    new AuthzPolicySet(shop, 'access');
    const access = accessOf([...renderObjects(shop), ...renderObjects(crm)]);
    expect(access.decide({ from: 'crm/cart', to: 'shop/api' }).allowed).toBe(true);
    expect(access.decide({ from: 'shop/cart', to: 'shop/api' }).allowed).toBe(false);
  });

  test('name the service account that the caller runs as, whatever it is called', () => {
    const shop = istioNamespace({ mesh: Mesh.istio({ trustDomain: 'example.com' }) });
    const api = new MeshService(shop, 'api', web);
    new MeshService(shop, 'cart', { ...web, serviceAccount: { name: 'basket', create: false } }).calls(api);
    new AuthzPolicySet(shop, 'access');
    expect(findObject(renderObjects(shop), 'AuthorizationPolicy', 'api').spec.rules[0].from).toEqual([
      { source: { principals: ['example.com/ns/shop/sa/basket'] } },
    ]);
  });

  test('for anyone are by method and path, without a source', () => {
    const shop = istioNamespace();
    new MeshService(shop, 'api', web).calledByAnyone({ methods: ['GET'], paths: ['/health'] });
    new MeshService(shop, 'b', web);
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules).toEqual([
      { to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/health'] } }] },
    ]);
    const access = accessOf(objects);
    expect(access.decide({ from: 'b', to: 'api', path: '/health' }).allowed).toBe(true);
    expect(access.decide({ from: { namespace: 'x', serviceAccount: 'y' }, to: 'api', path: '/health' }).allowed).toBe(
      true,
    );
    expect(access.decide({ from: 'b', to: 'api', path: '/other' }).allowed).toBe(false);
    expect(access.decide({ from: 'plaintext', to: 'api', path: '/health' }).allowed).toBe(false);
  });

  test('for anyone and for one caller with the same operation are two rules: neither widens or narrows the other', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    const health = { methods: ['GET'], paths: ['/health'] } as const;
    new MeshService(shop, 'b', web).calls(api, health);
    api.calledByAnyone(health);
    new AuthzPolicySet(shop, 'access');
    expect(findObject(renderObjects(shop), 'AuthorizationPolicy', 'api').spec.rules).toHaveLength(2);
  });

  test('with a template and everything below it are written as Istio takes them', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new MeshService(shop, 'b', web).calls(api, { paths: ['/users/{*}/files/*'] });
    new AuthzPolicySet(shop, 'access');
    const objects = renderObjects(shop);
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules[0].to[0].operation.paths).toEqual([
      '/users/{*}/files/{**}',
    ]);
    expect(accessOf(objects).decide({ from: 'b', to: 'api', path: '/users/7/files/a/b' }).allowed).toBe(true);
  });

  test('never name sa/default: every way to it is refused (team failure 1)', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new MeshService(shop, 'default', web).calls(api);
    new MeshJob(shop, 'job', { image: 'j:1', serviceAccount: { name: 'default', create: false } }).calls(api);
    new AuthzPolicySet(shop, 'access');
    expect(refusalsOf(shop.node.root as App)).toEqual([
      expect.stringContaining('shop/default: the service account is "default".'),
      expect.stringContaining('shop/job: the service account is "default".'),
    ]);
  });

  test('leave a throw-away pod with the default account outside (team failure 1)', () => {
    const shop = istioNamespace();
    const pay = new MeshService(shop, 'pay', web);
    new MeshService(shop, 'cart', web).calls(pay);
    new AuthzPolicySet(shop, 'access');
    const curl = { namespace: 'shop', serviceAccount: 'default' };
    expect(accessOf(renderObjects(shop)).decide({ from: curl, to: 'pay' }).allowed).toBe(false);
  });
});

describe('dry-run', () => {
  test('is said on every policy, so that all are logged and none refuses', () => {
    const shop = istioNamespace();
    const a = new MeshService(shop, 'a', web);
    new MeshService(shop, 'b', web).calls(a);
    new AuthzPolicySet(shop, 'access', { mode: 'dry-run' });
    const objects = renderObjects(shop);
    const policies = findObjects(objects, 'AuthorizationPolicy');
    expect(kindsAndNames(policies)).toEqual(['AuthorizationPolicy a', 'AuthorizationPolicy default-deny']);
    for (const policy of policies) expect(marksOf(policy).annotations).toEqual({ 'istio.io/dry-run': 'true' });
    expect(accessOf(objects).decide({ from: 'a', to: 'b' }).allowed).toBe(true);
  });

  test('is not said where policies are enforced', () => {
    const shop = istioNamespace();
    new AuthzPolicySet(shop, 'access', { mode: 'enforce' });
    expect(marksOf(findObject(renderObjects(shop), 'AuthorizationPolicy')).annotations).toBeUndefined();
  });
});

describe('end users', () => {
  const issuer = 'https://login.example.com';
  /** A service entered by a route with a token and one without, and called by another service. */
  const rendered = (props: AuthzPolicySetProps) => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new MeshService(shop, 'cart', web).calls(api);
    new IngressGateway(shop, 'entry', {
      hosts: ['*'],
      routes: [
        { path: '/api/*', service: api },
        { path: '/login', service: api, anonymous: true },
      ],
    });
    new AuthzPolicySet(shop, 'access', props);
    return renderObjects(shop);
  };
  const entry = { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' };

  test('are asked for a token on every route from outside, except for the anonymous one', () => {
    const objects = rendered({ endUsers: { issuer } });
    const principals = ['cluster.local/ns/istio-ingress/sa/istio-ingress'];
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }],
        to: [{ operation: { ports: ['8080'] } }],
      },
      {
        from: [{ source: { principals, requestPrincipals: [`${issuer}/*`] } }],
        to: [{ operation: { ports: ['8080'], paths: ['/api/*'] } }],
      },
      { from: [{ source: { principals } }], to: [{ operation: { ports: ['8080'], paths: ['/login'] } }] },
    ]);
    const access = accessOf(objects);
    const request = { from: entry, to: 'api', path: '/api/x' };
    expect(access.decide(request).allowed).toBe(false);
    expect(access.decide({ ...request, requestPrincipal: `${issuer}/ada` }).allowed).toBe(true);
    expect(access.decide({ ...request, requestPrincipal: 'https://evil.example/ada' }).allowed).toBe(false);
    expect(access.decide({ ...request, path: '/login' }).allowed).toBe(true);
    expect(access.decide({ from: 'cart', to: 'api', path: '/api/x' }).allowed).toBe(true);
  });

  test('a token is checked where it is asked for', () => {
    const objects = rendered({ endUsers: { issuer } });
    expect(findObjects(objects, 'RequestAuthentication')).toHaveLength(1);
    expect(findObject(objects, 'RequestAuthentication', 'api').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      jwtRules: [{ issuer }],
    });
  });

  test('keys, audiences and passing the token on are options', () => {
    const endUsers = { issuer, jwksUri: `${issuer}/keys`, audiences: ['shop'], forward: true };
    expect(findObject(rendered({ endUsers }), 'RequestAuthentication').spec.jwtRules).toEqual([
      { issuer, jwksUri: `${issuer}/keys`, audiences: ['shop'], forwardOriginalToken: true },
    ]);
  });

  test('are asked for nothing where the set does not say so', () => {
    const objects = rendered({});
    expect(findObjects(objects, 'RequestAuthentication')).toEqual([]);
    expect(accessOf(objects).decide({ from: entry, to: 'api', path: '/api/x' }).allowed).toBe(true);
  });

  test('are asked for a token by the set of the namespace that the service is in', () => {
    const shop = istioNamespace();
    const edge = new MeshNamespace(shop.node.root, 'edge', { mesh: Mesh.istio() });
    const api = new MeshService(shop, 'api', web);
    new IngressGateway(edge, 'entry', { hosts: ['*'], routes: [{ path: '/api/*', service: api }] });
    new AuthzPolicySet(shop, 'access', { endUsers: { issuer } });
    new AuthzPolicySet(edge, 'access');
    const access = accessOf([...renderObjects(shop), ...renderObjects(edge)]);
    expect(access.decide({ from: entry, to: 'api', path: '/api/x' }).allowed).toBe(false);
    expect(access.decide({ from: entry, to: 'api', path: '/api/x', requestPrincipal: `${issuer}/a` }).allowed).toBe(
      true,
    );
  });

  test('are asked by one gateway and not by another, for the same path', () => {
    const shop = istioNamespace();
    const api = new MeshService(shop, 'api', web);
    new IngressGateway(shop, 'private', { hosts: ['a.example.com'], routes: [{ path: '/api/*', service: api }] });
    const anonymous = [{ path: '/api/*', service: api, anonymous: true }];
    new IngressGateway(shop, 'public', { hosts: ['b.example.com'], routes: anonymous });
    new AuthzPolicySet(shop, 'access', { endUsers: { issuer } });
    const objects = renderObjects(shop);
    expect(findObject(objects, 'AuthorizationPolicy', 'api').spec.rules).toHaveLength(2);
    expect(accessOf(objects).decide({ from: entry, to: 'api', path: '/api/x' }).allowed).toBe(true);
  });

  test('are read in dry-run too, so that the log says whom the policies would refuse', () => {
    const objects = rendered({ mode: 'dry-run', endUsers: { issuer } });
    expect(findObjects(objects, 'RequestAuthentication')).toHaveLength(1);
    expect(accessOf(objects).decide({ from: entry, to: 'api', path: '/api/x' }).allowed).toBe(true);
  });
});

test('a second AuthzPolicySet in one namespace is refused', () => {
  const shop = istioNamespace();
  new AuthzPolicySet(shop, 'access');
  new AuthzPolicySet(shop, 'more');
  expect(() => (shop.node.root as App).synthYaml()).toThrow(RefusalError);
});
