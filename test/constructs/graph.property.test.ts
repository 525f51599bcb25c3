import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AuthzPolicySet,
  Cluster,
  type HttpMethod,
  Mesh,
  MeshApp,
  MeshNamespace,
  MeshService,
  Port,
} from '../../constructs/index.js';
import { type AccessEvaluator, accessOf, renderObjects } from '../../testing/index.js';

/** What a service listens on: HTTP, gRPC and plain TCP, none of them on the port that callers use. */
const PORTS = {
  web: Port.http(80, { targetPort: 8080 }),
  rpc: Port.grpc(90, { targetPort: 9000 }),
  db: Port.tcp(5432, { targetPort: 15432 }),
} as const;
const PORT_NAMES = ['web', 'rpc', 'db'] as const;
type PortName = (typeof PORT_NAMES)[number];

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'DELETE'];
/** Patterns, with what they mean said in another way than the library says it. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  '/a': /^\/a$/,
  '/a/*': /^\/a\//,
  '/*': /^\//,
  '/c/{*}': /^\/c\/[^/]+$/,
  '/c/{*}/d': /^\/c\/[^/]+\/d$/,
  '/{*}/d': /^\/[^/]+\/d$/,
};
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/c', '/c/', '/c/1', '/c/1/d', '/c/1/2/d', '/x/d'];

interface Call {
  readonly caller: number;
  readonly callee: number;
  readonly port: PortName;
  readonly methods: readonly HttpMethod[];
  readonly paths: readonly string[];
}
interface Graph {
  /** Namespace of each service. */
  readonly services: readonly number[];
  readonly calls: readonly Call[];
}

const graphs = fc
  .array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 4 })
  .chain((services): fc.Arbitrary<Graph> => {
    const service = fc.nat({ max: services.length - 1 });
    const call = fc
      .record({
        caller: service,
        callee: service,
        port: fc.constantFrom(...PORT_NAMES),
        methods: fc.uniqueArray(fc.constantFrom(...METHODS), { maxLength: 2 }),
        paths: fc.uniqueArray(fc.constantFrom(...Object.keys(PATTERNS)), { maxLength: 2 }),
      })
      .map((call): Call => {
        if (call.port === 'db') return { ...call, methods: [], paths: [] };
        return call.port === 'rpc' ? { ...call, methods: call.methods.filter((method) => method === 'POST') } : call;
      });
    return fc.record({ services: fc.constant(services), calls: fc.array(call, { maxLength: 6 }) });
  });

/** The app that declares a graph, and its namespaces. */
function declare({ services, calls }: Graph) {
  const app = new MeshApp({ quiet: true });
  const cluster = new Cluster(app, 'prod', { mesh: Mesh.istio() });
  const namespaces = [0, 1].map((index) => new MeshNamespace(cluster, `n${index}`));
  const made = services.map(
    (index, id) => new MeshService(namespaces[index] as MeshNamespace, `s${id}`, { image: 'x:1', ports: PORTS }),
  );
  for (const { caller, callee, port, methods, paths } of calls)
    (made[caller] as MeshService).calls(made[callee] as (typeof made)[number], { port, methods, paths });
  for (const namespace of namespaces) new AuthzPolicySet(namespace, 'access');
  return { app, namespaces };
}

const accessIn = (graph: Graph): AccessEvaluator => accessOf(declare(graph).namespaces.flatMap(renderObjects));

/** Every request that may be asked about. */
function* requests({ services }: Graph) {
  for (let caller = 0; caller < services.length; caller += 1)
    for (let callee = 0; callee < services.length; callee += 1)
      for (const port of PORT_NAMES)
        for (const method of port === 'db' ? ['GET'] : METHODS)
          for (const path of port === 'db' ? ['/'] : PATHS) yield { caller, callee, port, method, path };
}
type Request = ReturnType<typeof requests> extends Generator<infer R> ? R : never;

const ask = (access: AccessEvaluator, { caller, callee, port, method, path }: Request) =>
  access.decide({ from: `s${caller}`, to: `s${callee}`, port: PORTS[port].number, method, path }).allowed;

const declared = ({ calls }: Graph, { caller, callee, port, method, path }: Request) =>
  calls.some(
    (call) =>
      call.caller === caller &&
      call.callee === callee &&
      call.port === port &&
      (call.methods.length === 0 || (call.methods as readonly string[]).includes(method)) &&
      (call.paths.length === 0 || call.paths.some((pattern) => PATTERNS[pattern]?.test(path))),
  );

describe('for any graph of services and calls', () => {
  test('exactly what is declared is allowed: caller, port, method and path together', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const access = accessIn(graph);
        for (const request of requests(graph))
          expect(ask(access, request), JSON.stringify(request)).toBe(declared(graph, request));
      }),
      { numRuns: 60 },
    );
  });

  test('nobody is let in without a certificate, by the default account or from an unknown namespace', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const access = accessIn(graph);
        for (const callee of graph.services.keys())
          for (const { number: port } of Object.values(PORTS))
            for (const from of [
              'plaintext',
              { namespace: 'n0', serviceAccount: 'default' },
              { namespace: 'n9', serviceAccount: 's0' },
              { namespace: 'n0', serviceAccount: 's0', trustDomain: 'elsewhere' },
            ] as const)
              expect(access.decide({ from, to: `s${callee}`, port, path: '/a' }).allowed).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('the rendered YAML is the same to the byte at every run', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { app } = declare(graph);
        const yaml = app.synthYaml();
        expect(app.synthYaml()).toBe(yaml);
        expect(declare(graph).app.synthYaml()).toBe(yaml);
      }),
      { numRuns: 30 },
    );
  });

  test('the order in which calls are declared does not change who may do what', () => {
    const shuffled = graphs.chain((graph) =>
      fc.tuple(
        fc.constant(graph),
        fc.shuffledSubarray([...graph.calls], { minLength: graph.calls.length, maxLength: graph.calls.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([graph, calls]) => {
        const [one, other] = [accessIn(graph), accessIn({ ...graph, calls })];
        for (const request of requests(graph))
          expect(ask(other, request), JSON.stringify(request)).toBe(ask(one, request));
      }),
      { numRuns: 30 },
    );
  });

  test('a call that is declared twice changes nothing', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const twice = { ...graph, calls: [...graph.calls, ...graph.calls] };
        expect(declare(twice).app.synthYaml()).toBe(declare(graph).app.synthYaml());
      }),
      { numRuns: 30 },
    );
  });
});
