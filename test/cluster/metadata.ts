import type { Edit } from './edits.js';

const m = '/metadata';
const label = (key: string, value: unknown): Edit[] => [['set', `${m}/labels`, { [key]: value }]];
const annotation = (key: string, value: unknown): Edit[] => [['set', `${m}/annotations`, { [key]: value }]];
const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '9c7e5d0a-1f8e-4a53-9a39-3f2f6f1b6a01' };

/** Names, labels and the rest, which every kind has and mostly the server's code judges, not a schema. */
export const metadataMistakes: readonly (readonly Edit[])[] = [
  [['remove', `${m}/name`]],
  [['rename', `${m}/name`, 'nmae']],
  ...[
    'Upper',
    'under_score',
    'a.b',
    'a.b.c-d',
    '-a',
    'a-',
    'a.',
    '.a',
    'a..b',
    '',
    'é',
    'a b',
    'a/b',
    '.',
    '..',
    'a%b',
    '1',
    '1a',
    'a\n',
    '💥',
  ].map((name): Edit[] => [['set', `${m}/name`, name]]),
  ...[5, true, null, ['a'], {}].map((name): Edit[] => [['set', `${m}/name`, name]]),
  ...[52, 53, 63, 64, 253, 254].map((length): Edit[] => [['text', `${m}/name`, 'a', length]]),
  ...['', 'a b', '-x', 'x-', '.x', 'x.', 'a/b', 'a_b.c-D', 'é', '1', 'a\n', 'a=b', '*'].map((value) =>
    label('tier', value),
  ),
  ...[1, 1.5, true, null, ['a'], {}].map((value) => label('tier', value)),
  ...[
    '',
    'a b',
    'a/b',
    'a/b/c',
    '/a',
    'a/',
    'UPPER',
    'Example.com/a',
    'example.com/a_b',
    '-a',
    'a-',
    'exam_ple.com/a',
    'é',
    'a..b/c',
    '*',
  ].map((key) => label(key, 'x')),
  label('a'.repeat(63), 'x'),
  label('a'.repeat(64), 'x'),
  label('tier', 'a'.repeat(63)),
  label('tier', 'a'.repeat(64)),
  [['set', `${m}/labels`, []]],
  [['set', `${m}/labels`, null]],
  [['set', `${m}/labels`, 'tier=web']],
  ...['', 'any text: 1\n\t"é🚀', '{"json": [1]}'].map((value) => annotation('note', value)),
  ...[1, false, null, { a: 'b' }, ['a']].map((value) => annotation('note', value)),
  ...['', 'a b', 'a/b/c', '/a', 'a/', 'Example.com/A', 'EXAMPLE.com/a', '-a', 'é', 'exam_ple.com/a'].map((key) =>
    annotation(key, 'x'),
  ),
  [
    ['set', `${m}/annotations`, {}],
    ['text', `${m}/annotations/big`, 'x', 262_141],
  ],
  [
    ['set', `${m}/annotations`, {}],
    ['text', `${m}/annotations/big`, 'x', 262_142],
  ],
  [['set', `${m}/annotations`, null]],
  ...['example.com/a', 'a', 'a b', '', 'example.com/a/b', 'Example.com/a', 5].map((name): Edit[] => [
    ['set', `${m}/finalizers`, [name]],
  ]),
  [['set', `${m}/finalizers`, ['example.com/a', 'example.com/a']]],
  [['set', `${m}/ownerReferences`, [owner]]],
  ...Object.keys(owner).map((name): Edit[] => [
    ['set', `${m}/ownerReferences`, [owner]],
    ['remove', `${m}/ownerReferences/0/${name}`],
  ]),
  [
    [
      'set',
      `${m}/ownerReferences`,
      [
        { ...owner, controller: true },
        { ...owner, uid: 'other', controller: true },
      ],
    ],
  ],
  [['set', `${m}/ownerReferences`, [{ ...owner, apiVersion: 'v1', kind: 'Event' }]]],
  [['set', `${m}/ownerReferences`, [{ ...owner, apiVersion: 'a/b/c' }]]],
  ...['labelz', 'Labels', 'app', 'clusterName', 'spec'].map((name): Edit[] => [['set', `${m}/${name}`, 'x']]),
  // As `kubectl get` shows them.
  ...[null, '2026-01-31T12:00:00Z', '2026-01-31', '', 5].map((time): Edit[] => [
    ['set', `${m}/creationTimestamp`, time],
  ]),
  // Not '1': refused by a server that stores the object, not by a dry run.
  ...['', 1].map((version): Edit[] => [['set', `${m}/resourceVersion`, version]]),
  [['set', `${m}/uid`, owner.uid]],
  ...[3, -1, '3'].map((generation): Edit[] => [['set', `${m}/generation`, generation]]),
  [['set', `${m}/selfLink`, '/api/v1/x']],
  [['set', `${m}/deletionTimestamp`, '2026-01-31T12:00:00Z']],
  [['set', `${m}/deletionGracePeriodSeconds`, 30]],
  [['set', `${m}/managedFields`, []]],
  [
    [
      'set',
      `${m}/managedFields`,
      [
        {
          manager: 'kubectl',
          operation: 'Update',
          apiVersion: 'v1',
          time: '2026-01-31T12:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': {} },
        },
      ],
    ],
  ],
  [['set', `${m}/managedFields`, [{ manager: 'kubectl', operation: 'Change' }]]],
  ...['web-', 'Web-', 'web', ''].map((prefix): Edit[] => [
    ['rename', `${m}/name`, 'generateName'],
    ['set', `${m}/generateName`, prefix],
  ]),
  [['set', `${m}/generateName`, 'Web-']],
  // Nothing in it: imports/ has no schemas of what controllers write there.
  ...[{}, null, 'x'].map((status): Edit[] => [['set', '/status', status]]),
  [['remove', m]],
  [['set', m, []]],
];
