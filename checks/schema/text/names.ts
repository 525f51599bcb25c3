/** The forms of names in Kubernetes' API conventions. Each says what is wrong with a text, or nothing. */
export type NameForm = (text: string) => string | undefined;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const QUALIFIED_WORDS =
  'may hold only letters, digits, `-`, `_` and `.`, and has to begin and end with a letter or digit';

function form(expression: RegExp, longest: number, allowed: string): NameForm {
  return (text) => {
    if (text.length > longest) return `is ${text.length} characters long; ${longest} is the most`;
    return expression.test(text) ? undefined : `may hold only ${allowed}`;
  };
}

export const dnsLabel = form(
  LABEL,
  63,
  'small letters, digits and `-`, and has to begin and end with a letter or digit',
);
export const dnsLabel1035 = form(
  LABEL_1035,
  63,
  'small letters, digits and `-`, and has to begin with a letter and end with a letter or digit',
);

const subdomainForm = form(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  253,
  'small letters, digits, `-` and `.`, and each part has to begin and end with a letter or digit',
);
export const dnsSubdomain: NameForm = subdomainForm;

/** What may stand between two slashes of a URL. */
export const pathSegment: NameForm = (text) => {
  if (text === '.' || text === '..') return 'may not be `.` or `..`';
  return /[/%]/.test(text) ? 'may not hold `/` or `%`' : undefined;
};

/** `name` or `domain/name`: keys of labels and annotations, finalizers. */
export const qualifiedName: NameForm = (text) => {
  const slash = text.indexOf('/');
  const [prefix, name] = slash < 0 ? [undefined, text] : [text.slice(0, slash), text.slice(slash + 1)];
  if (name.includes('/')) return 'may hold one `/` only';
  if (prefix === '') return 'has nothing before its `/`';
  const wrongPrefix = prefix === undefined ? undefined : dnsSubdomain(prefix);
  if (wrongPrefix) return `has a prefix that ${wrongPrefix}`;
  if (name === '') return slash < 0 ? 'is empty' : 'has nothing after its `/`';
  if (name.length > 63) return `has a name of ${name.length} characters; 63 is the most`;
  return QUALIFIED.test(name) ? undefined : QUALIFIED_WORDS;
};

export const labelValue: NameForm = (text) => {
  if (text.length > 63) return `is ${text.length} characters long; 63 is the most`;
  return text === '' || QUALIFIED.test(text) ? undefined : QUALIFIED_WORDS;
};

/** A prefix that the server completes may end with a dash. */
export function asPrefix(form: NameForm): NameForm {
  return (text) => form(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}
