import { describe, expect, it } from 'vitest';
import { type Cases, refused, type Said, shown } from './case.js';
import { calls } from './cases/calls.js';
import { constructs } from './cases/constructs.js';
import { containers } from './cases/container.js';
import { gateways } from './cases/gateway.js';
import { grants } from './cases/grants.js';
import { probes } from './cases/health.js';
import { identities } from './cases/identities.js';
import { jobs } from './cases/jobs.js';
import { istio, outsideOfAny } from './cases/meshes.js';
import { monitors } from './cases/monitor.js';
import { names } from './cases/names.js';
import { namespaces } from './cases/namespace.js';
import { ports } from './cases/ports.js';
import { releases } from './cases/release.js';
import { traffic } from './cases/traffic.js';
import { workloads } from './cases/workload.js';
import { refusalTexts } from './texts.js';

const subjects: Readonly<Record<string, Cases>> = {
  names,
  identities,
  ports,
  calls,
  grants,
  traffic,
  containers,
  probes,
  workloads,
  releases,
  gateways,
  monitors,
  jobs,
  namespaces,
  istio,
  outsideOfAny,
  constructs,
};

const listed = (says: Said | readonly Said[]): readonly Said[] => ('what' in says ? [says] : says);

describe.each(Object.entries(subjects))('%s:', (_, cases) => {
  describe.each(Object.entries(cases))('%s', (_mistake, { wrong, says, right }) => {
    it('is refused', () => expect(refused(wrong)).toEqual(listed(says).map(shown)));
    for (const [neighbour, declare] of Object.entries(right)) {
      it(`but not ${neighbour}`, () => expect(refused(declare)).toEqual([]));
    }
  });
});

describe('every refusal', () => {
  const said = Object.values(subjects).flatMap((cases) => Object.values(cases).flatMap(({ says }) => listed(says)));
  const shownAs = { problem: 'what', reason: 'why', mend: 'fix' } as const;

  it('has a case, with each of its wordings', () => {
    const texts = refusalTexts();
    const unsaid = texts.filter(({ part, pattern }) => !said.some((refusal) => pattern.test(refusal[shownAs[part]])));
    expect(texts.length).toBeGreaterThan(200);
    expect(unsaid.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  it('says in whole sentences what, why and how to mend it', () => {
    for (const { what, why, fix } of said) for (const text of [what, why, fix]) expect(text).toMatch(/[.)]$/);
  });
});
