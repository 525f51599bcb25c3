// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { istio } from '../../../imports/index.js';

// mistake: enum value in the wrong case => "strict"
export const a1 = istio.PeerAuthentication.manifest({ spec: { mtls: { mode: 'strict' } } });

// mistake: enum value that does not exist => "ISTIO_MTLS"
export const a2 = istio.DestinationRule.manifest({
  spec: { host: 'a', trafficPolicy: { tls: { mode: 'ISTIO_MTLS' } } },
});

// mistake: a number for a duration => timeout
export const a3 = istio.VirtualService.manifest({
  spec: { hosts: ['a'], http: [{ timeout: 3, route: [{ destination: { host: 'a' } }] }] },
});

// mistake: two kinds of string match => prefix
export const a4 = istio.VirtualService.manifest({
  spec: { http: [{ match: [{ uri: { exact: '/a', prefix: '/b' } }] }] },
});

// mistake: a string match without exact, prefix or regex => uri
export const a5 = istio.VirtualService.manifest({ spec: { http: [{ match: [{ uri: '/a' }] }] } });

// mistake: a destination without a host => host
export const a6 = istio.VirtualService.manifest({ spec: { http: [{ route: [{ destination: { subset: 'v1' } }] }] } });

// mistake: a destination's port as a number => port
export const a7 = istio.VirtualService.manifest({
  spec: { http: [{ route: [{ destination: { host: 'a', port: 80 } }] }] },
});

// mistake: the weight inside the destination => weight
export const a8 = istio.VirtualService.manifest({
  spec: { http: [{ route: [{ destination: { host: 'a', weight: 90 } }] }] },
});

// mistake: a misspelt field => perTryTimout
export const a9 = istio.VirtualService.manifest({
  spec: { http: [{ retries: { attempts: 3, perTryTimout: '2s' } }] },
});

// mistake: one host where a list is meant => hosts
export const a10 = istio.VirtualService.manifest({ spec: { hosts: 'reviews' } });

// mistake: the retired field for outliers in the wrong case => consecutive5XXErrors
export const a11 = istio.DestinationRule.manifest({
  spec: { host: 'a', trafficPolicy: { outlierDetection: { consecutive5XXErrors: 5 } } },
});

// mistake: outlierDetection beside trafficPolicy => outlierDetection
export const a12 = istio.DestinationRule.manifest({ spec: { host: 'a', outlierDetection: { interval: '5m' } } });

// mistake: simple and consistentHash together => consistentHash
export const a13 = istio.DestinationRule.manifest({
  spec: {
    host: 'a',
    trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN', consistentHash: { useSourceIp: true } } },
  },
});

// mistake: a subset without a name => name
export const a14 = istio.DestinationRule.manifest({ spec: { host: 'a', subsets: [{ labels: { version: 'v1' } }] } });

// mistake: the whole spec left out => spec
export const a15 = istio.DestinationRule.manifest({ metadata: { name: 'a' } });

// mistake: selector and targetRefs together => targetRefs
export const a16 = istio.AuthorizationPolicy.manifest({
  spec: { selector: { matchLabels: { app: 'a' } }, targetRefs: [{ kind: 'Service', group: '', name: 'a' }] },
});

// mistake: labels directly under the selector => app
export const a17 = istio.AuthorizationPolicy.manifest({ spec: { selector: { app: 'a' } } });

// mistake: principals without source => principals
export const a18 = istio.AuthorizationPolicy.manifest({ spec: { rules: [{ from: [{ principals: ['*'] }] }] } });

// mistake: serviceAccounts beside principals => principals
export const a19 = istio.AuthorizationPolicy.manifest({
  spec: { rules: [{ from: [{ source: { serviceAccounts: ['a/b'], principals: ['c'] } }] }] },
});

// mistake: ports of a policy as numbers => 8080
export const a20 = istio.AuthorizationPolicy.manifest({
  spec: { rules: [{ to: [{ operation: { ports: [8080] } }] }] },
});

// mistake: jwksUri and jwks together => jwks
export const a21 = istio.RequestAuthentication.manifest({
  spec: { jwtRules: [{ issuer: 'a', jwksUri: 'https://a', jwks: '{}' }] },
});

// mistake: a port without a protocol => protocol
export const a22 = istio.Gateway.manifest({
  spec: { servers: [{ port: { number: 80, name: 'http' }, hosts: ['*'] }] },
});

// mistake: a location that does not exist => "EXTERNAL"
export const a23 = istio.ServiceEntry.manifest({ spec: { hosts: ['a'], location: 'EXTERNAL' } });

// mistake: two kinds of abort => grpcStatus
export const a24 = istio.VirtualService.manifest({
  spec: { http: [{ fault: { abort: { httpStatus: 500, grpcStatus: 'UNAVAILABLE' } } }] },
});

// mistake: labels of a workload selector under matchLabels, as elsewhere => matchLabels
export const a25 = istio.Sidecar.manifest({ spec: { workloadSelector: { matchLabels: { app: 'a' } } } });

// mistake: a sampling percentage as a string => randomSamplingPercentage
export const a26 = istio.Telemetry.manifest({ spec: { tracing: [{ randomSamplingPercentage: '10' }] } });

// mistake: spec's fields directly under the object => hosts
export const a27 = istio.VirtualService.manifest({ hosts: ['a'] });
