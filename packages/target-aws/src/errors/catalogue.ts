import { type AwsError, readAwsError } from './aws-error';
import type { AwsErrorKind, ErrorCase } from './case';
import { credentialCases } from './cases/credentials';
import { limitCases } from './cases/limits';
import { networkCases } from './cases/network';
import { permissionCases } from './cases/permissions';
import { requestCases } from './cases/requests';
import { stateCases } from './cases/states';

/** Every failure that is known, the first that fits holds: rows that ask for words of AWS stand before those that do not. */
export const catalogue: readonly ErrorCase[] = [
  ...credentialCases,
  ...permissionCases,
  ...limitCases,
  ...stateCases,
  ...networkCases,
  ...requestCases,
];

const FIRST_SERVER_ERROR = 500;
const TOO_MANY_REQUESTS = 429;

/** The row that fits; a code that nobody knows is told by its status. */
export function getCase(error: AwsError): ErrorCase {
  const found = catalogue.find(
    ({ codes, when }) => codes.some((code) => fits(code, error.code)) && (when?.(error) ?? true),
  );
  return found ?? getByKind(getKindOfStatus(error.status));
}

/** What an error means, for code that decides by it; undefined for what is no failure of AWS. */
export function classifyAws(error: unknown): AwsErrorKind | undefined {
  const read = readAwsError(error);
  return read && getCase(read).kind;
}

/** True when AWS gave one of these codes. */
export function hasAwsCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = readAwsError(error)?.code;
  return code !== undefined && codes.some((wanted) => fits(wanted, code));
}

function fits(wanted: string, code: string): boolean {
  return wanted.startsWith('*') ? code.endsWith(wanted.slice(1)) : wanted === code;
}

function getKindOfStatus(status = 0): AwsErrorKind {
  if (status === TOO_MANY_REQUESTS) return 'throttled';
  return status >= FIRST_SERVER_ERROR ? 'service' : 'refused';
}

/** The row that says least of its kind. */
function getByKind(kind: AwsErrorKind): ErrorCase {
  return catalogue.findLast((row) => row.kind === kind) as ErrorCase;
}
