// Each block is one mistake; after => the field or the value that the compiler must name or point at.
import { gatewayApi } from '../../../imports/index.js';

// mistake: a filter of one type with the field of another => urlRewrite
export const c1 = gatewayApi.HTTPRoute.manifest({
  spec: { rules: [{ filters: [{ type: 'RequestRedirect', urlRewrite: { hostname: 'a' } }] }] },
});

// mistake: a filter without its field => requestMirror
export const c2 = gatewayApi.HTTPRoute.manifest({ spec: { rules: [{ filters: [{ type: 'RequestMirror' }] }] } });

// mistake: a path match of an unknown type => "Prefix"
export const c3 = gatewayApi.HTTPRoute.manifest({
  spec: { rules: [{ matches: [{ path: { type: 'Prefix', value: '/' } }] }] },
});

// mistake: a path match as a string => path
export const c4 = gatewayApi.HTTPRoute.manifest({ spec: { rules: [{ matches: [{ path: '/a' }] }] } });

// mistake: a method in lower case => "get"
export const c5 = gatewayApi.HTTPRoute.manifest({ spec: { rules: [{ matches: [{ method: 'get' }] }] } });

// mistake: one parent where a list is meant => parentRef
export const c6 = gatewayApi.HTTPRoute.manifest({ spec: { parentRef: { name: 'a' } } });

// mistake: a listener without a protocol => protocol
export const c7 = gatewayApi.Gateway.manifest({
  spec: { gatewayClassName: 'a', listeners: [{ name: 'http', port: 80 }] },
});

// mistake: Istio's way of writing a backend => destination
export const c8 = gatewayApi.HTTPRoute.manifest({
  spec: { rules: [{ backendRefs: [{ destination: { host: 'a' }, weight: 1 }] }] },
});

// mistake: retries, which the standard channel does not have => retry
export const c9 = gatewayApi.HTTPRoute.manifest({ spec: { rules: [{ retry: { attempts: 3 } }] } });

// mistake: percent and fraction together => fraction
export const c10 = gatewayApi.HTTPRoute.manifest({
  spec: {
    rules: [
      {
        filters: [
          {
            type: 'RequestMirror',
            requestMirror: { backendRef: { name: 'a', port: 80 }, percent: 5, fraction: { numerator: 1 } },
          },
        ],
      },
    ],
  },
});

// mistake: an HTTP match on a gRPC route => path
export const c11 = gatewayApi.GRPCRoute.manifest({
  spec: { rules: [{ matches: [{ path: { type: 'Exact', value: '/a.B/C' } }] }] },
});
