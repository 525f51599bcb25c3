import { expect, it } from 'vitest';
import { describeEdit, type Edit, edited, type JsonObject } from './edits.js';

const object: JsonObject = { spec: { hosts: ['a', 'b'], labels: { 'example.com/a~b': 'x' }, ports: [{ number: 80 }] } };

const cases: readonly { edit: Edit; spec: object; told: string }[] = [
  {
    edit: ['set', '/spec/hosts/1', 'c'],
    spec: { hosts: ['a', 'c'] },
    told: 'set spec.hosts[1] to "c"',
  },
  {
    edit: ['set', '/spec/hosts/-', 'c'],
    spec: { hosts: ['a', 'b', 'c'] },
    told: 'set spec.hosts[-] to "c"',
  },
  {
    edit: ['remove', '/spec/hosts/0'],
    spec: { hosts: ['b'] },
    told: 'remove spec.hosts[0]',
  },
  {
    edit: ['remove', '/spec/labels/example.com~1a~0b'],
    spec: { labels: {} },
    told: 'remove spec.labels[example.com/a~b]',
  },
  {
    edit: ['rename', '/spec/ports/0/number', 'Number'],
    spec: { ports: [{ Number: 80 }] },
    told: 'rename spec.ports[0].number to "Number"',
  },
  {
    edit: ['text', '/spec/hosts/0', 'ab', 3],
    spec: { hosts: ['ababab', 'b'] },
    told: 'set spec.hosts[0] to 3 times "ab"',
  },
  {
    edit: ['repeat', '/spec/hosts', 4, ''],
    spec: { hosts: ['a', 'b', 'a2', 'a3'] },
    told: 'repeat spec.hosts to 4 items, each its own',
  },
  {
    edit: ['repeat', '/spec/ports', 3, 'number'],
    spec: { ports: [{ number: 80 }, { number: 81 }, { number: 82 }] },
    told: 'repeat spec.ports to 3 items, each its own number',
  },
  {
    edit: ['repeat', '/spec/ports', 2],
    spec: { ports: [{ number: 80 }, { number: 80 }] },
    told: 'repeat spec.ports to 2 items',
  },
];

it.each(cases)('$told', ({ edit, spec, told }) => {
  const before = structuredClone(object);
  expect(edited(object, [edit])).toEqual({ spec: { ...(object.spec as JsonObject), ...spec } });
  expect(object).toEqual(before);
  expect(describeEdit(edit)).toBe(told);
});

it('edits follow one another, and what is set is a copy', () => {
  const port = { number: 1 };
  const once: Edit = ['set', '/spec/ports/-', port];
  const result = edited(object, [once, ['set', '/spec/ports/1/number', 2]]);
  expect(result.spec).toMatchObject({ ports: [{ number: 80 }, { number: 2 }] });
  expect(port).toEqual({ number: 1 });
});
