import type { AccessIntent } from './model.js';
import type { Refusal } from './refusal.js';

export function* accessRefusals(access: AccessIntent): Iterable<Refusal> {
  const { origin, mode, endUsers } = access;
  if (mode !== 'enforce' && mode !== 'dry-run') {
    yield {
      origin,
      problem: `mode is "${mode}".`,
      reason: 'policies are enforced, or only logged.',
      mend: 'use one of enforce, dry-run.',
    };
  }
  if (!endUsers) return;
  if (endUsers.issuer.trim() === '') {
    yield {
      origin,
      problem: 'endUsers.issuer is empty.',
      reason: 'tokens of every issuer would have to be believed.',
      mend: 'give the `iss` claim of the tokens, for example "https://login.example.com".',
    };
  }
  if (endUsers.jwksUri !== undefined && !/^https:\/\//.test(endUsers.jwksUri)) {
    yield {
      origin,
      problem: `endUsers.jwksUri is "${endUsers.jwksUri}".`,
      reason: 'keys fetched without TLS can be replaced on the way, and with them every token.',
      mend: 'give an https:// URL.',
    };
  }
}
