import { ExternalService, Port } from '../../../constructs/index.js';
import { type Cases, type Declare, service } from '../case.js';

/** A service with these ports. */
const listening =
  (ports: Readonly<Record<string, Port>>): Declare =>
  (shop) =>
    service(shop, 'cart', { ports });

const notRendered = {
  why: 'a container port\'s name has at most 15 characters: lower-case letters, digits and "-", with a letter in it.',
  fix: 'rename the key under `ports`, for example to "http" or "grpc-admin".',
};
const notInRange = {
  why: 'a port is a whole number from 1 to 65535.',
  fix: 'give ports.http a number in that range.',
};

export const ports: Cases = {
  'port 0': {
    wrong: listening({ http: Port.http(0) }),
    says: { what: 'ports.http has port 0.', ...notInRange },
    right: { 'port 1': listening({ http: Port.http(1) }) },
  },
  'port 65536': {
    wrong: listening({ http: Port.http(65536) }),
    says: { what: 'ports.http has port 65536.', ...notInRange },
    right: { 'port 65535': listening({ http: Port.http(65535) }) },
  },
  'half a port': {
    wrong: listening({ http: Port.http(80.5) }),
    says: { what: 'ports.http has port 80.5.', ...notInRange },
    right: { 'a whole one': listening({ http: Port.http(80) }) },
  },
  'no number at all': {
    wrong: listening({ http: Port.http(Number.NaN) }),
    says: { what: 'ports.http has port NaN.', ...notInRange },
    right: { 'a number that was read': listening({ http: Port.http(Number('80')) }) },
  },
  "a container's port out of range": {
    wrong: listening({ http: Port.http(80, { targetPort: 65536 }) }),
    says: { what: 'ports.http has targetPort 65536.', ...notInRange },
    right: { 'the last in range': listening({ http: Port.http(80, { targetPort: 65535 }) }) },
  },
  'a port out of range of something outside': {
    wrong: (shop) => new ExternalService(shop, 'bank', { hosts: ['bank.example.com'], ports: { http: Port.http(-1) } }),
    says: { at: 'prod/shop/bank', what: 'ports.http has port -1.', ...notInRange },
    right: {
      'one in range': (shop) =>
        new ExternalService(shop, 'bank', { hosts: ['bank.example.com'], ports: { http: Port.http(1) } }),
    },
  },
  'one port twice': {
    wrong: listening({ http: Port.http(80), admin: Port.http(80, { targetPort: 81 }) }),
    says: {
      what: 'ports.admin and ports.http both declare port 80.',
      why: 'a Service has each port once; the API server refuses the second.',
      fix: 'give one of them another number (`targetPort` says where the container listens).',
    },
    right: { 'two ports': listening({ http: Port.http(80), admin: Port.http(81) }) },
  },
  'one port twice, with one target': {
    wrong: listening({ http: Port.http(80), admin: Port.grpc(80) }),
    says: {
      what: 'ports.admin and ports.http both declare port 80.',
      why: 'a Service has each port once; the API server refuses the second.',
      fix: 'give one of them another number (`targetPort` says where the container listens).',
    },
    right: { 'two ports of two protocols': listening({ http: Port.http(80), admin: Port.grpc(81) }) },
  },
  'two ports that lead to one of the container': {
    wrong: listening({ http: Port.http(80, { targetPort: 8080 }), admin: Port.http(81, { targetPort: 8080 }) }),
    says: {
      what: "ports.admin and ports.http both lead to the container's port 8080.",
      why: "policies are written for the container's port, so a grant for one of them would open the other too.",
      fix: 'keep one of them, or give each a `targetPort` of its own.',
    },
    right: {
      'two ports that change places': listening({
        http: Port.http(80, { targetPort: 81 }),
        admin: Port.http(81, { targetPort: 80 }),
      }),
    },
  },
  'a port name of 16 characters': {
    wrong: listening({ 'metrics-of-nginx': Port.http(80) }),
    says: { what: 'the port name "metrics-of-nginx" cannot be rendered.', ...notRendered },
    right: { 'one of 15 characters': listening({ 'metrics-of-ngin': Port.http(80) }) },
  },
  'a port name with capitals': {
    wrong: listening({ HTTP: Port.http(80) }),
    says: { what: 'the port name "HTTP" cannot be rendered.', ...notRendered },
    right: { 'dashes and digits': listening({ 'http-2': Port.http(80) }) },
  },
  'a port name without a letter': {
    wrong: listening({ '8080': Port.http(80) }),
    says: { what: 'the port name "8080" cannot be rendered.', ...notRendered },
    right: { 'one letter': listening({ '8080a': Port.http(80) }) },
  },
  'a port name with two dashes in a row': {
    wrong: listening({ 'http--web': Port.http(80) }),
    says: { what: 'the port name "http--web" cannot be rendered.', ...notRendered },
    right: { 'dashes apart': listening({ 'h-t-t-p': Port.http(80) }) },
  },
  'two ports that the mesh would give one name': {
    wrong: listening({ web: Port.http(80), 'http-web': Port.http(81) }),
    says: {
      what: 'ports.web and ports.http-web would both be named "http-web" on istio.',
      why: 'the ports of a Service have names of their own.',
      fix: 'rename one of the keys.',
    },
    right: { 'of two protocols': listening({ web: Port.http(80), 'http-web': Port.grpc(81) }) },
  },
  "a metrics' path that does not start with a slash": {
    wrong: listening({ metrics: Port.metrics(9090, { path: 'stats' }) }),
    says: {
      what: 'ports.metrics has the metrics path "stats".',
      why: 'a path starts with "/".',
      fix: "write Port.metrics(9090, { path: '/stats' }).",
    },
    right: { 'one that does': listening({ metrics: Port.metrics(9090, { path: '/stats' }) }) },
  },
  'two ports for metrics': {
    wrong: listening({ http: Port.http(80), metrics: Port.metrics(9090), proxy: Port.metrics(9091) }),
    says: {
      what: 'ports.metrics and ports.proxy are all for metrics.',
      why: 'a service is scraped on one port; the others would be opened for nothing.',
      fix: 'keep one of them.',
    },
    right: { 'one, and one that takes calls': listening({ metrics: Port.metrics(9090), proxy: Port.http(9091) }) },
  },
};
