import { type AzureError, readAzureError } from './azure-error';
import type { AzureErrorKind, ErrorCase } from './case';
import { credentialCases } from './cases/credentials';
import { limitCases } from './cases/limits';
import { networkCases } from './cases/network';
import { permissionCases } from './cases/permissions';
import { requestCases } from './cases/requests';
import { stateCases } from './cases/states';

/** Every failure that is known, the first that fits holds: rows that ask for words of Azure stand before those that do not. */
export const catalogue: readonly ErrorCase[] = [
  ...credentialCases,
  ...permissionCases,
  ...limitCases,
  ...stateCases,
  ...networkCases,
  ...requestCases,
];

/** The row that fits; a code that nobody knows is told by its status. */
export function getCase(error: AzureError): ErrorCase {
  const found = catalogue.find(
    ({ codes, when }) => codes.some((code) => fits(code, error.code)) && (when?.(error) ?? true),
  );
  return found ?? getByStatus(error.status);
}

/** What an error means, for code that decides by it; undefined for what is no failure of Azure. */
export function classifyAzure(error: unknown): AzureErrorKind | undefined {
  const read = readAzureError(error);
  return read && getCase(read).kind;
}

/** True when Azure gave one of these codes. */
export function hasAzureCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = readAzureError(error)?.code;
  return code !== undefined && codes.some((wanted) => fits(wanted, code));
}

function fits(wanted: string, code: string): boolean {
  return wanted.startsWith('*') ? code.endsWith(wanted.slice(1)) : wanted === code;
}

const FIRST_SERVER_ERROR = 500;

/** The row that says what an answer with this status means, whatever its code: it has `Http403` among its own. */
function getByStatus(status = 0): ErrorCase {
  const general = status >= FIRST_SERVER_ERROR ? 'Http500' : 'Http400';
  const find = (code: string) => catalogue.find(({ codes }) => codes.includes(code));
  return (find(`Http${status}`) ?? find(general)) as ErrorCase;
}
