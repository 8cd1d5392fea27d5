import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { getVariable, type Variables } from './variables';

const VARIABLE = 'NODE_EXTRA_CA_CERTS';

/**
 * Certificates to trust, when the environment names more than Node brings: Node itself reads the variable only where it
 * stood before the process began.
 *
 * @throws Failure when the file cannot be read
 */
export async function readTrusted(variables: Variables): Promise<string[] | undefined> {
  const path = getVariable(variables, VARIABLE);
  if (path === undefined) return undefined;
  const more = await readFile(path, 'utf8').catch((cause: Error) => {
    const detail = `${VARIABLE} names ${path}, which cannot be read: ${cause.message}.`;
    throw new Failure(problem('AZU032', { detail, hint: 'Correct the path, or unset the variable.' }));
  });
  return [...rootCertificates, more];
}
