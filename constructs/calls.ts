import type { HttpMethod, PathPattern } from '../intent/http.js';
import type { Caller, Grant } from '../intent/model.js';
import type { Port } from '../intent/port.js';

/** What a caller may do. Several methods or paths are alternatives; caller, port, method and path must all hold together. */
export interface CallOptions<P extends string = string> {
  /**
   * Name of the callee's port, a key of its `ports`.
   * @default - the callee's only port that is not for metrics; with several, it must be named
   */
  readonly port?: P;
  /**
   * HTTP methods, upper case. Only on a port that speaks HTTP.
   * @default - every method
   */
  readonly methods?: readonly HttpMethod[];
  /**
   * Paths: exact (`/process`), everything below one (`/api/*`), or with `{*}` for one segment (`/cart/{*}/add`).
   * @default - every path
   */
  readonly paths?: readonly PathPattern[];
}

/** Something that can be called: a MeshService or an ExternalService. */
export interface Callee {
  readonly ports: Readonly<Record<string, Port>>;
  /** Records that a caller may do something to it. Use `caller.calls(callee)`. */
  grant(grant: Grant): void;
}

/** Something that calls: a MeshService, MeshJob, MeshCronJob or ExternalCaller. */
export type PortsOf<S extends Callee> = keyof S['ports'] & string;

export function recordCall(caller: Caller, callee: Callee, options: CallOptions = {}): void {
  callee.grant({ caller, port: options.port, methods: options.methods ?? [], paths: options.paths ?? [] });
}
