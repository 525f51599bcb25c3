import type { Rule, Schema } from './schema.js';

/** A rule about which fields of one object may stand together, in the forms TypeScript can tell. */
export type Alternative =
  | { readonly form: 'ExactlyOne' | 'AtMostOne' | 'AtLeastOne'; readonly fields: readonly string[] }
  /** No field of one side beside a field of the other. */
  | { readonly form: 'Apart'; readonly sides: readonly [readonly string[], readonly string[]] }
  /** The value of `tag` says which one field is set. */
  | { readonly form: 'Tagged'; readonly tag: string; readonly fieldOf: { readonly [value: string]: string } };

/**
 * The alternatives that a schema states by `oneOf` or by CEL. Forms that are not known here are left to validation:
 * the types are then wider than the schema, never narrower.
 */
export function alternativesOf(schema: Schema): Alternative[] {
  const found = [
    ...(schema.oneOf ? fromOneOf(schema.oneOf) : []),
    ...(schema.allOf ?? []).flatMap((part) => (part.oneOf ? fromOneOf(part.oneOf) : [])),
    ...fromRules(schema['x-kubernetes-validations'] ?? []),
    ...tagged(schema),
  ];
  const known = (field: string): boolean => schema.properties?.[field] !== undefined;
  return merge(found.filter((alternative) => fieldsOf(alternative).every(known)));
}

export function fieldsOf(alternative: Alternative): readonly string[] {
  switch (alternative.form) {
    case 'Apart':
      return alternative.sides.flat();
    case 'Tagged':
      return [alternative.tag, ...Object.values(alternative.fieldOf)];
    default:
      return alternative.fields;
  }
}

/** What a schema requires: by `required`, or in every branch of its `oneOf`. */
export function requiredBy(schema: Schema): string[] {
  return [...(schema.required ?? []), ...inEveryBranch(schema.oneOf ?? [])];
}

function inEveryBranch(branches: readonly Schema[]): string[] {
  return (branches[0]?.required ?? []).filter((field) => branches.every((branch) => branch.required?.includes(field)));
}

/** Istio states "none or one" as a first branch that forbids all the others; Flagger repeats what is always required. */
function fromOneOf(branches: readonly Schema[]): Alternative[] {
  const named = branches.filter((branch) => !branch.not);
  if (named.some((branch) => !branch.required)) return [];
  const always = (named[0]?.required ?? []).filter((field) =>
    named.every((branch) => branch.required?.includes(field)),
  );
  const distinct = named.map((branch) => branch.required?.filter((field) => !always.includes(field)) ?? []);
  if (distinct.some((fields) => fields.length !== 1)) return [];
  return [{ form: named.length < branches.length ? 'AtMostOne' : 'ExactlyOne', fields: distinct.flat() }];
}

const has = String.raw`has\(self\.(\w+)\)`;
const notHas = `!${has}`;
const counted = String.raw`\(has\(self\.\w+\) \? 1 : 0\)`;

/** How the projects write an alternative in CEL; one row a way of writing it. */
const forms: readonly [RegExp, (fields: string[], rule: string) => Alternative][] = [
  [new RegExp(`^${counted}( \\+ ${counted})+ <= 1$`), (_, rule) => ({ form: 'AtMostOne', fields: namesIn(rule) })],
  [new RegExp(`^${notHas} \\|\\| ${notHas}$`), (fields) => ({ form: 'AtMostOne', fields })],
  [new RegExp(`^!\\(${has} && ${has}\\)$`), (fields) => ({ form: 'AtMostOne', fields })],
  [new RegExp(`^${has} \\|\\| ${has}$`), (fields) => ({ form: 'AtLeastOne', fields })],
  [new RegExp(`^${has} != ${has}$`), (fields) => ({ form: 'ExactlyOne', fields })],
  [
    new RegExp(String.raw`^\(${has} && ${notHas}\) \|\| \(${notHas} && ${has}\)$`),
    (fields) => ({ form: 'ExactlyOne', fields: [...new Set(fields)] }),
  ],
  [
    /^\(has\(self\.\w+\)( \|\| has\(self\.\w+\))*\) \? \(!has\(self\.\w+\)( && !has\(self\.\w+\))*\) : true$/,
    (_, rule) => {
      const [left, right] = rule.split(' ? ') as [string, string];
      return { form: 'Apart', sides: [namesIn(left), namesIn(right)] };
    },
  ],
];

function namesIn(rule: string): string[] {
  return [...rule.matchAll(/has\(self\.(\w+)\)/g)].map(([, name]) => name as string);
}

function fromRules(rules: readonly Rule[]): Alternative[] {
  return rules.flatMap(({ rule: text }) => {
    const rule = text.replace(/\s+/g, ' ').trim();
    for (const [pattern, read] of forms) {
      const match = pattern.exec(rule);
      if (match) return [read(match.slice(1), rule)];
    }
    return [];
  });
}

/** Gateway API's unions take two rules a member: the field needs the tag's value, and the value needs the field. */
function tagged({ properties, required, 'x-kubernetes-validations': rules = [] }: Schema): Alternative[] {
  const needsValue = new Set<string>();
  const fieldOf: Record<string, string> = {};
  let tag: string | undefined;
  for (const { rule } of rules) {
    const value =
      /^!\(has\(self\.(\w+)\) && self\.(\w+) != '(\w+)'\)$/.exec(rule) ??
      /^has\(self\.(\w+)\) \? self\.(\w+) == '(\w+)' : true$/.exec(rule);
    if (value) needsValue.add(`${value[1]} ${value[3]}`);
    const field =
      /^!\(!has\(self\.(\w+)\) && self\.(\w+) == '(\w+)'\)$/.exec(rule) ??
      flipped(/^self\.(\w+) == '(\w+)' \? has\(self\.(\w+)\) : true$/.exec(rule));
    if (field) {
      tag = field[2];
      fieldOf[field[3] as string] = field[1] as string;
    }
  }
  if (!tag || !required?.includes(tag) || properties?.[tag]?.default !== undefined) return [];
  // Every value has a field, and each of these fields needs its value; else there are objects that are no member.
  const values = properties?.[tag]?.enum ?? [undefined];
  const complete = values.every((value) => needsValue.has(`${fieldOf[String(value)]} ${value}`));
  return complete ? [{ form: 'Tagged', tag, fieldOf }] : [];
}

function flipped(match: RegExpExecArray | null): (string | undefined)[] | null {
  return match && [match[0], match[3], match[1], match[2]];
}

/** "At most one" and "at least one" of the same fields are "exactly one". */
function merge(alternatives: readonly Alternative[]): Alternative[] {
  const byFields = new Map<string, Alternative>();
  for (const alternative of alternatives) {
    const counts = 'fields' in alternative;
    const key = [counts ? 'count' : alternative.form, ...[...fieldsOf(alternative)].sort()].join(' ');
    const former = byFields.get(key);
    const both = counts && former && 'fields' in former && former.form !== alternative.form;
    byFields.set(key, both ? { ...former, form: 'ExactlyOne' } : (former ?? alternative));
  }
  // "At most one of one" says nothing.
  return [...byFields.values()].filter((alternative) => fieldsOf(alternative).length > 1);
}
