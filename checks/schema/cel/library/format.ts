import { formatNamed } from '../../text/format.js';
import {
  asPrefix,
  dnsLabel,
  dnsLabel1035,
  dnsSubdomain,
  labelValue,
  type NameForm,
  qualifiedName,
} from '../../text/names.js';
import { Opaque, Optional } from '../values.js';
import { is, isText, type Library, typed } from './function.js';

class Format extends Opaque {
  readonly type = 'kubernetes.NamedFormat';

  constructor(
    readonly name: string,
    readonly check: NameForm,
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Format && this.name === other.name;
  }
}

const checks: { readonly [name: string]: NameForm } = {
  dns1123Label: dnsLabel,
  dns1123Subdomain: dnsSubdomain,
  dns1035Label: dnsLabel1035,
  qualifiedName,
  dns1123LabelPrefix: asPrefix(dnsLabel),
  dns1123SubdomainPrefix: asPrefix(dnsSubdomain),
  dns1035LabelPrefix: asPrefix(dnsLabel1035),
  labelValue,
  ...Object.fromEntries(['uri', 'uuid', 'byte', 'date', 'datetime'].map((name) => [name, ofSchemas(name)])),
};

function ofSchemas(name: string): NameForm {
  return (text) => (formatNamed(name)?.holds(text) ? undefined : `is no ${name}`);
}

const named = new Map(Object.entries(checks).map(([name, check]) => [name, new Format(name, check)]));

/** Kubernetes' named formats: `format.dns1123Label().validate(self)` has a value where something is wrong. */
export const formats: Library = {
  ...Object.fromEntries([...named].map(([name, format]) => [`format.${name}(0)`, () => format])),
  'format.named(1)': typed([isText], (name) => {
    const format = named.get(name);
    return format ? Optional.of(format) : Optional.none;
  }),
  '.validate(1)': typed([is(Format), isText], ({ check }, text) => {
    const wrong = check(text);
    return wrong === undefined ? Optional.none : Optional.of([wrong]);
  }),
};
