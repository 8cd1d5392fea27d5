import { type Refusal, refuse } from '../refusal';

/** HTTP statuses of IAM. Source: the SDK's model. */
const status = { notFound: 404, conflict: 409 };

export const refuseNoSuch = (what: string): Refusal =>
  refuse('NoSuchEntity', `${what} cannot be found.`, { status: status.notFound });

export const refuseExists = (what: string): Refusal =>
  refuse('EntityAlreadyExists', `${what} already exists.`, { status: status.conflict });

export const refuseConflict = (message: string): Refusal =>
  refuse('DeleteConflict', message, { status: status.conflict });

export const refuseLimit = (message: string): Refusal =>
  refuse('LimitExceeded', message, { status: status.conflict });

const NAME = /^[\w+=,.@-]+$/u;

/** @param longest characters */
export function checkName(member: string, name: string | undefined, longest: number): string {
  if (name === undefined || !NAME.test(name) || name.length > longest)
    throw refuse(
      'ValidationError',
      `1 validation error detected: Value '${name ?? ''}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+ and have length at most ${longest}`,
    );
  return name;
}

/** A document has to be JSON with statements. */
export function checkDocument(document: string | undefined): string {
  const text = document ?? '';
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null)
    throw refuse('MalformedPolicyDocument', 'This policy contains invalid Json');
  if (!('Statement' in parsed))
    throw refuse('MalformedPolicyDocument', 'Syntax errors in policy. Missing required field Statement');
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
