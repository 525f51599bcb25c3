import { formats } from './format.js';
import type { CelFunction } from './function.js';
import { lists } from './lists.js';
import { network } from './network.js';
import { optionals } from './optionals.js';
import { quantities } from './quantity.js';
import { regex } from './regex.js';
import { semver } from './semver.js';
import { sets } from './sets.js';
import { standard } from './standard.js';
import { strings } from './strings.js';
import { time } from './time.js';
import { urls } from './urls.js';

export type { CelFunction } from './function.js';

/** What rules of an API server 1.36 may call (k8s.io/apiserver/pkg/cel/environment), but for authorizers. */
export const functions: ReadonlyMap<string, CelFunction> = merged([
  standard,
  strings,
  lists,
  sets,
  regex,
  time,
  urls,
  network,
  quantities,
  formats,
  semver,
  optionals,
]);

/** No two libraries have the same function: one function does all its types. */
function merged(libraries: readonly { readonly [call: string]: CelFunction }[]): Map<string, CelFunction> {
  const all = new Map<string, CelFunction>();
  for (const library of libraries) {
    for (const [call, own] of Object.entries(library)) {
      if (all.has(call)) throw new Error(`two libraries have ${call}`);
      all.set(call, own);
    }
  }
  return all;
}
