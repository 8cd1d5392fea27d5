import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Artifact, BuildOrigin, PartContext } from '@strata/sdk';
import { problem } from '../codes';
import { seal } from './dsse/envelope';
import { readPrivateKey, type SigningKey } from './dsse/keys';
import { findSubject } from './statement/find-subject';
import { makeStatement, type StatementRequest } from './statement/make-statement';

export interface ProvenanceRequest extends Pick<StatementRequest, 'builderId' | 'run'> {
  readonly origin: BuildOrigin;
  readonly artifact: Artifact;
  readonly key: KeyFile | '' | undefined;
}

/** Where a private key lies. */
export interface KeyFile {
  /** Relative ones start from the base folder. */
  readonly file: string;
  readonly passphraseVariable: string | undefined;
}

export interface WrittenProvenance {
  /** JSON: a statement, or an envelope with one in it. */
  readonly text: string;
  /** Id of the key. */
  readonly signedBy?: string;
}

type Place = Pick<PartContext, 'ports' | 'baseDirectory'>;

/**
 * The provenance of an artifact, signed when there is a key.
 *
 * @throws Failure PPR060 and PPR061 for artifacts without files, PPR062 and PPR065 for keys that cannot be used
 */
export async function writeProvenance(
  place: Place,
  { artifact, key, ...request }: ProvenanceRequest,
): Promise<WrittenProvenance> {
  // Before everything is read: a key that does not work is told at once.
  const signing = key ? await loadKey(place, key) : undefined;
  const subject = await findSubject(place, artifact);
  const statement = `${JSON.stringify(makeStatement({ ...request, subject }), undefined, 2)}\n`;
  if (!signing) return { text: statement };
  return { text: `${JSON.stringify(seal(statement, signing))}\n`, signedBy: signing.id };
}

async function loadKey(
  { ports, baseDirectory }: Place,
  { file, passphraseVariable }: KeyFile,
): Promise<SigningKey> {
  const path = resolve(baseDirectory, file);
  const passphrase = passphraseVariable && ports.environment.variables[passphraseVariable];
  if (passphraseVariable && passphrase === undefined)
    throw new Failure(
      problem('PPR065', {
        detail: `The environment has no variable ${passphraseVariable} with the passphrase of ${file}.`,
      }),
    );
  return readPrivateKey(await readText({ ports, path, file }), file, passphrase || undefined);
}

async function readText({
  ports,
  path,
  file,
}: Pick<Place, 'ports'> & { readonly path: string; readonly file: string }): Promise<string> {
  try {
    return await ports.files.readText(path);
  } catch (error) {
    throw new Failure(problem('PPR062', { detail: `${file} cannot be read: ${(error as Error).message}.` }));
  }
}
