import { join } from 'node:path';
import { type Diagnostic, Failure, suggest } from '@strata/diagnostics';
import { type JsonObject, type JsonString, parseJson } from '@strata/hcl';
import type { Files } from '@strata/sdk';
import { problem } from '../../codes';
import { invalid } from './setting-reader';

/** Name of the file in which a workspace says where its images are published to. */
export const DESTINATIONS_FILE = 'destinations.json';

/** A destination as it stands in the file. */
export interface WrittenDestination {
  readonly name: string;
  /** What it is: `aws`. */
  readonly kind: string;
  readonly settings: JsonObject;
}

const namePattern = /^[a-z][a-z0-9-]*$/;

/** Whether an address can be the name of a destination of the file: all others have a colon, a slash or a dot. */
export function isDestinationName(address: string): boolean {
  return namePattern.test(address);
}

/**
 * Reads the destinations of a workspace by their names; none without the file.
 *
 * @throws Failure with all that is wrong with it
 */
export async function readDestinations(
  files: Pick<Files, 'stat' | 'readText'>,
  root: string,
): Promise<ReadonlyMap<string, WrittenDestination>> {
  const path = join(root, DESTINATIONS_FILE);
  if (!(await files.stat(path))) return new Map();
  const { value, diagnostics } = parseJson(await files.readText(path), DESTINATIONS_FILE);
  if (diagnostics.length > 0) throw new Failure(diagnostics);
  if (value.kind !== 'object')
    throw new Failure(invalid(value, 'The file holds no object of destinations by their names.'));
  const problems: Diagnostic[] = [];
  const found = new Map<string, WrittenDestination>();
  for (const { name, value: settings } of value.members) {
    // Editors look there for help.
    if (name.string === '$schema') continue;
    const told = checkName(name, found);
    if (told) problems.push(told);
    else if (settings.kind !== 'object')
      problems.push(invalid(settings, `"${name.string}" is no object of settings.`));
    else found.set(name.string, { name: name.string, kind: getKind(settings), settings });
  }
  if (problems.length > 0) throw new Failure(problems);
  return found;
}

function checkName(name: JsonString, found: ReadonlyMap<string, unknown>): Diagnostic | undefined {
  if (!namePattern.test(name.string))
    return invalid(
      name,
      `A destination is called ${name.raw}. Allowed: small letters, digits and hyphens, a letter first.`,
    );
  return found.has(name.string) ? invalid(name, `The destination ${name.raw} is there twice.`) : undefined;
}

function getKind({ members }: JsonObject): string {
  const kind = members.find(({ name }) => name.string === 'kind')?.value;
  return kind?.kind === 'string' ? kind.string : '';
}

/** What to say of a name that the file does not have. */
export function unknownDestination(name: string, known: Iterable<string>): Diagnostic {
  const names = [...known];
  const near = suggest(name, names);
  const listed = names.length === 0 ? 'there are none yet' : `it has ${names.join(', ')}`;
  return problem('CLI032', {
    detail: `"${name}" is no destination of ${DESTINATIONS_FILE} at the workspace's root: ${listed}.`,
    hint:
      near === undefined
        ? 'Add it there, or name a registry: REGISTRY/REPOSITORY:TAG.'
        : `Was "${near}" meant? A registry is named REGISTRY/REPOSITORY:TAG.`,
  });
}
