import type { Answer, Client } from './client.js';

export interface Cause {
  /** As the server writes it; '' for the whole object. */
  readonly field: string;
  readonly reason: string;
}

export interface Answered {
  /** 201: accepted. 400: does not decode, or has unknown or duplicate fields. 422: does not validate. 0: no answer. */
  readonly status: number;
  readonly causes: readonly Cause[];
  readonly message: string;
}

interface Status {
  readonly message: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly StatusCause[] };
}

interface StatusCause {
  readonly field?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** What the server says to an object without taking it. */
export async function dryRun(client: Client, path: string, object: unknown): Promise<Answered> {
  const body = JSON.stringify(object);
  const answered = client.request('POST', `${path}?dryRun=All&fieldValidation=Strict`, body);
  const { status, text } = await answered.catch(noAnswer);
  if (status === 0) return { status, causes: [{ field: '', reason: 'NoAnswer' }], message: text };
  if (status === 201) return { status, causes: [], message: '' };
  const answer = JSON.parse(text) as Status;
  const causes = answer.details?.causes?.flatMap(causeOf) ?? causesIn(answer.message);
  return { status, causes: inOrder(causes), message: answer.message };
}

/** Some causes have no field, but name it in their message. */
function causeOf({ field = '', reason = '', message = '' }: StatusCause): Cause[] {
  if (field !== '' && field !== '<nil>') return [{ field, reason }];
  if (message.includes('some validation rules were not checked')) return [];
  const named =
    /: "([^"]+)" must (?:not )?validate /.exec(message) ?? /^.*Checked value must be .* in (\S+)$/s.exec(message);
  return [{ field: named?.[1] ?? '', reason }];
}

/** The server breaks the connection where its own code panics: some CustomResourceDefinitions make it. */
function noAnswer(error: Error & { code?: string }): Answer {
  if (error.code !== 'ECONNRESET') throw error;
  return { status: 0, text: error.message };
}

/** Decoding stops before anything is validated, and tells causes in its message only. */
function causesIn(message: string): Cause[] {
  const unknown = [...message.matchAll(/(unknown|duplicate) field "([^"]*)"/g)];
  if (unknown.length === 0) return [{ field: '', reason: 'Undecodable' }];
  return unknown.map(([, which, field]) => ({
    field: field as string,
    reason: which === 'unknown' ? 'UnknownField' : 'DuplicateField',
  }));
}

/** The server's own order is not the same at every run. */
function inOrder(causes: readonly Cause[]): Cause[] {
  const byText = new Map(causes.map((cause) => [`${cause.field} ${cause.reason}`, cause]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cause]) => cause);
}
