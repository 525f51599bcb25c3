// Specs written as the Gateway API's documentation writes them: all compile.
import { gatewayApi } from '../../../imports/index.js';

export const gateway = gatewayApi.Gateway.manifest({
  metadata: { name: 'example-gateway' },
  spec: {
    gatewayClassName: 'istio',
    listeners: [
      {
        name: 'http',
        hostname: '*.example.com',
        port: 80,
        protocol: 'HTTP',
        allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { 'shared-gateway': 'true' } } } },
      },
      { name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] } },
    ],
  },
});

export const waypoint = gatewayApi.Gateway.manifest({
  metadata: { labels: { 'istio.io/waypoint-for': 'service' }, name: 'waypoint' },
  spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
});

export const split = gatewayApi.HTTPRoute.manifest({
  spec: {
    parentRefs: [{ group: '', kind: 'Service', name: 'foo', port: 8080 }],
    rules: [
      {
        matches: [
          { path: { type: 'PathPrefix', value: '/login' } },
          { headers: [{ name: 'traffic', value: 'test' }], method: 'GET' },
        ],
        filters: [
          { type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'my-header', value: 'foo' }] } },
          { type: 'RequestMirror', requestMirror: { backendRef: { name: 'foo-v2', port: 8080 }, percent: 42 } },
        ],
        backendRefs: [
          { name: 'foo-v1', port: 8080, weight: 90 },
          { name: 'foo-v2', port: 8080, weight: 10 },
        ],
        timeouts: { request: '10s', backendRequest: '2s' },
      },
    ],
  },
});

export const redirect = gatewayApi.HTTPRoute.manifest({
  spec: {
    parentRefs: [{ name: 'redirect-gateway', sectionName: 'http' }],
    hostnames: ['redirect.example'],
    rules: [
      { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
      {
        matches: [{ path: { type: 'PathPrefix', value: '/cayenne' } }],
        filters: [
          {
            type: 'URLRewrite',
            urlRewrite: {
              path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/paprika' },
              hostname: 'elsewhere.example',
            },
          },
        ],
        backendRefs: [{ name: 'example-svc', port: 80 }],
      },
    ],
  },
});

export const grpc = gatewayApi.GRPCRoute.manifest({
  spec: {
    parentRefs: [{ name: 'example-gateway' }],
    hostnames: ['example.com'],
    rules: [
      {
        matches: [
          { method: { service: 'com.example.User', method: 'Login' } },
          { headers: [{ name: 'magic', value: 'foo' }] },
        ],
        backendRefs: [{ name: 'foo-svc', port: 50051 }],
      },
    ],
  },
});

export const grant = gatewayApi.ReferenceGrant.manifest({
  spec: {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'foo' }],
    to: [{ group: '', kind: 'Service' }],
  },
});

export const passthrough = gatewayApi.TLSRoute.manifest({
  spec: {
    parentRefs: [{ name: 'tls' }],
    hostnames: ['*.example.com'],
    rules: [{ backendRefs: [{ name: 'tls-svc', port: 443 }] }],
  },
});
