import { type Duration, milliseconds } from '../intent/quantity.js';
import type { CircuitBreaker, Fault, Retries, TrafficIntent } from '../intent/traffic.js';

/** How requests to a service are treated on the way. */
export interface Traffic {
  /**
   * Time for a request with all its retries, until the caller gets 504.
   * @default - no limit
   */
  readonly timeout?: Duration;
  /**
   * Which requests are tried again, and how often: `Retries.except(['POST'], { attempts: 3 })`.
   * @default - what the mesh does of itself; Istio retries twice what never reached the service, POST too. `Retries.none()` switches that off
   */
  readonly retries?: Retries;
  /**
   * When an endpoint that fails is left out: `CircuitBreaker.consecutive5xx(5)`.
   * @default - never
   */
  readonly circuitBreaker?: CircuitBreaker;
  /**
   * Faults to inject, for demonstrations and tests: `Fault.inject({ abort: { percent: 5, status: 500 } })`. Refused beside a
   * timeout or retries, which a fault switches off.
   * @default - none
   */
  readonly fault?: Fault;
}

export function trafficIntent({ timeout, retries, circuitBreaker, fault }: Traffic = {}): TrafficIntent {
  return { timeoutMs: milliseconds(timeout), retries, circuitBreaker, fault };
}
