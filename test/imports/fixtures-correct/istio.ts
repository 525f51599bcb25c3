// Specs written as Istio's documentation writes them: all compile.
import { istio } from '../../../imports/index.js';

export const canary = istio.VirtualService.manifest({
  metadata: { name: 'reviews', namespace: 'bookinfo' },
  spec: {
    hosts: ['reviews.prod.svc.cluster.local'],
    http: [
      {
        name: 'reviews-v2-routes',
        match: [
          { uri: { prefix: '/wpcatalog' } },
          { headers: { 'end-user': { exact: 'jason' } }, ignoreUriCase: true },
        ],
        rewrite: { uri: '/newcatalog' },
        route: [{ destination: { host: 'reviews', subset: 'v2', port: { number: 8080 } } }],
      },
      {
        route: [
          { destination: { host: 'reviews', subset: 'v1' }, weight: 90 },
          {
            destination: { host: 'reviews', subset: 'v2' },
            weight: 10,
            headers: { request: { set: { test: 'true' } } },
          },
        ],
        timeout: '0.5s',
        retries: { attempts: 3, perTryTimeout: '2s', retryOn: 'gateway-error,connect-failure,refused-stream' },
      },
    ],
  },
});

export const faultAndMirror = istio.VirtualService.manifest({
  spec: {
    hosts: ['ratings'],
    gateways: ['mesh', 'istio-system/public'],
    http: [
      {
        fault: {
          delay: { percentage: { value: 0.1 }, fixedDelay: '5s' },
          abort: { percentage: { value: 0.1 }, httpStatus: 400 },
        },
        route: [{ destination: { host: 'ratings', subset: 'v1' } }],
        mirror: { host: 'ratings', subset: 'v2' },
        mirrorPercentage: { value: 100 },
        corsPolicy: { allowOrigins: [{ exact: 'https://example.com' }], allowMethods: ['POST', 'GET'], maxAge: '24h' },
      },
    ],
  },
});

export const redirectAndDirectResponse = istio.VirtualService.manifest({
  spec: {
    hosts: ['ratings.prod.svc.cluster.local'],
    http: [
      {
        match: [{ uri: { exact: '/v1/getProductRatings' }, method: { regex: 'GET|HEAD' } }],
        redirect: { uri: '/v1/bookRatings', authority: 'newratings.default.svc.cluster.local', redirectCode: 308 },
      },
      { directResponse: { status: 503, body: { string: '{"error": "unknown error"}' } } },
    ],
    tls: [{ match: [{ port: 443, sniHosts: ['login.bookinfo.com'] }], route: [{ destination: { host: 'login' } }] }],
    tcp: [{ match: [{ port: 27017 }], route: [{ destination: { host: 'mongo', port: { number: 5555 } } }] }],
  },
});

export const mutualAndOutliers = istio.DestinationRule.manifest({
  metadata: { name: 'bookinfo-ratings' },
  spec: {
    host: 'ratings.prod.svc.cluster.local',
    trafficPolicy: {
      tls: { mode: 'ISTIO_MUTUAL' },
      connectionPool: {
        tcp: { maxConnections: 100, connectTimeout: '30ms', tcpKeepalive: { time: '7200s', interval: '75s' } },
        http: { http2MaxRequests: 1000, maxRequestsPerConnection: 10, h2UpgradePolicy: 'UPGRADE' },
      },
      outlierDetection: { consecutive5xxErrors: 7, interval: '5m', baseEjectionTime: '15m', maxEjectionPercent: 10 },
      portLevelSettings: [{ port: { number: 80 }, loadBalancer: { simple: 'LEAST_REQUEST' } }],
    },
    subsets: [
      { name: 'v1', labels: { version: 'v1' } },
      {
        name: 'v2',
        labels: { version: 'v2' },
        trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'user', ttl: '0s' } } } },
      },
    ],
  },
});

export const strictExceptOnePort = istio.PeerAuthentication.manifest({
  metadata: { name: 'default', namespace: 'foo' },
  spec: {
    selector: { matchLabels: { app: 'finance' } },
    mtls: { mode: 'STRICT' },
    portLevelMtls: { 8080: { mode: 'DISABLE' } },
  },
});

export const allowNothing = istio.AuthorizationPolicy.manifest({ metadata: { name: 'deny-all' }, spec: {} });

export const allowOneCaller = istio.AuthorizationPolicy.manifest({
  metadata: { name: 'httpbin', namespace: 'foo' },
  spec: {
    action: 'ALLOW',
    selector: { matchLabels: { app: 'httpbin', version: 'v1' } },
    rules: [
      {
        from: [
          { source: { principals: ['cluster.local/ns/default/sa/curl'] } },
          { source: { namespaces: ['dev'], notNamespaces: ['test'] } },
          { source: { serviceAccounts: ['default/curl'] } },
        ],
        to: [{ operation: { methods: ['GET'], paths: ['/info*'], ports: ['8080'] } }],
        when: [{ key: 'request.auth.claims[iss]', values: ['https://accounts.google.com'] }],
      },
    ],
  },
});

export const waypointPolicy = istio.AuthorizationPolicy.manifest({
  spec: { targetRefs: [{ kind: 'Service', group: '', name: 'httpbin' }], rules: [{}] },
});

export const externalAuthorizer = istio.AuthorizationPolicy.manifest({
  spec: {
    action: 'CUSTOM',
    provider: { name: 'my-custom-authz' },
    rules: [{ to: [{ operation: { paths: ['/admin'] } }] }],
  },
});

export const endUsers = istio.RequestAuthentication.manifest({
  spec: {
    selector: { matchLabels: { app: 'httpbin' } },
    jwtRules: [
      {
        issuer: 'issuer-foo',
        jwksUri: 'https://example.com/.well-known/jwks.json',
        fromHeaders: [{ name: 'x-jwt-assertion', prefix: 'Bearer ' }],
        outputClaimToHeaders: [{ header: 'x-jwt-claim-sub', claim: 'sub' }],
      },
    ],
  },
});

export const externalService = istio.ServiceEntry.manifest({
  metadata: { name: 'external-svc-https' },
  spec: {
    hosts: ['api.dropboxapi.com', 'www.googleapis.com'],
    location: 'MESH_EXTERNAL',
    ports: [{ number: 443, name: 'https', protocol: 'TLS' }],
    resolution: 'DNS',
    endpoints: [{ address: 'us.foo.bar.com', ports: { https: 8080 }, locality: 'us-west1' }],
  },
});

export const egressOnly = istio.Sidecar.manifest({
  spec: {
    workloadSelector: { labels: { app: 'ratings' } },
    ingress: [
      {
        port: { number: 9080, protocol: 'HTTP', name: 'somename' },
        defaultEndpoint: 'unix:///var/run/someuds.sock',
      },
    ],
    egress: [{ port: { number: 9080, protocol: 'HTTP', name: 'egresshttp' }, hosts: ['prod-us1/*', 'istio-system/*'] }],
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  },
});

export const tracingAndLogs = istio.Telemetry.manifest({
  spec: {
    tracing: [
      {
        providers: [{ name: 'localtrace' }],
        randomSamplingPercentage: 100,
        customTags: { my_new_foo_tag: { literal: { value: 'foo' } } },
      },
    ],
    metrics: [
      {
        providers: [{ name: 'prometheus' }],
        overrides: [
          {
            match: { metric: 'REQUEST_COUNT', mode: 'CLIENT_AND_SERVER' },
            tagOverrides: {
              request_method: { value: 'request.method' },
              grpc_response_status: { operation: 'REMOVE' },
            },
          },
        ],
      },
    ],
    accessLogging: [{ filter: { expression: 'response.code >= 400' } }],
  },
});

export const entry = istio.Gateway.manifest({
  metadata: { name: 'my-gateway' },
  spec: {
    selector: { app: 'my-gateway-controller' },
    servers: [
      {
        port: { number: 80, name: 'http', protocol: 'HTTP' },
        hosts: ['uk.bookinfo.com'],
        tls: { httpsRedirect: true },
      },
      {
        port: { number: 443, name: 'https-443', protocol: 'HTTPS' },
        hosts: ['eu.bookinfo.com'],
        tls: { mode: 'SIMPLE', credentialName: 'bookinfo-secret', minProtocolVersion: 'TLSV1_2' },
      },
    ],
  },
});

export const vm = istio.WorkloadGroup.manifest({
  spec: {
    metadata: { labels: { app: 'reviews' } },
    template: { ports: { grpc: 3550, http: 8080 }, serviceAccount: 'default' },
    probe: { initialDelaySeconds: 5, httpGet: { path: '/foo/bar', host: '127.0.0.1', port: 3100, scheme: 'HTTPS' } },
  },
});

export const lua = istio.EnvoyFilter.manifest({
  spec: {
    workloadSelector: { labels: { app: 'reviews' } },
    configPatches: [
      {
        applyTo: 'HTTP_FILTER',
        match: {
          context: 'SIDECAR_INBOUND',
          listener: {
            portNumber: 8080,
            filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } },
          },
        },
        patch: {
          operation: 'INSERT_BEFORE',
          value: { name: 'envoy.filters.http.lua', typed_config: { '@type': 'x' } },
        },
      },
    ],
  },
});
