import { dirname, join, relative } from 'node:path';
import { type Checked, Failure } from '@strata/diagnostics';
import { type JsonObject, parseJson } from '@strata/hcl';
import type { Files } from '@strata/sdk';
import type { ManageCommands } from '@strata/target-azure/vm-applications';
import { problem } from '../../codes';
import { DEFINITION_FILE, type Definition } from './definition';
import { insidePath, packageSource } from './package-source';
import { deployment, publication, tryOut, usualTryOut } from './publication';
import { anyText, object, text, word } from './readers';
import { type Reader, type Reading, readMembers, requireMembers } from './reading';

const commands: Reader<Partial<ManageCommands>> = object((at, reading) => {
  const { install, update, remove } = readMembers(
    at,
    { install: anyText, update: anyText, remove: anyText },
    reading,
  );
  return {
    ...(install !== undefined && { install }),
    ...(update !== undefined && { update }),
    ...(remove !== undefined && { remove }),
  };
});

/** What the file may say, each with what reads it. The JSON schema that editors get has the same names: a test compares. */
export const settings = {
  name: anyText,
  version: anyText,
  os: word(['linux', 'windows']),
  description: text(),
  package: packageSource,
  configuration: text(insidePath),
  commands,
  packageFile: anyText,
  configurationFile: anyText,
  afterReboot: word(['none', 'rerun']),
  deployment,
  publish: publication,
  test: tryOut,
};

export interface DefinitionFile {
  /** As people know it; in every range. */
  readonly file: string;
  /** Absolute folder. */
  readonly directory: string;
  readonly text: string;
  /** Name of the project: that of the application where the file has none. */
  readonly project: string;
}

/** Reads a definition: its form, and what one setting demands of another. What Azure demands is judged by `checkDefinition`. */
export function parseDefinition(source: DefinitionFile): Checked<Definition | undefined> {
  const { value, diagnostics } = parseJson(source.text, source.file);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  if (value.kind !== 'object') {
    const detail = 'The file holds no object of settings.';
    return { value: undefined, diagnostics: [problem('CLI060', { detail, subject: value.range })] };
  }
  const reading: Reading = { diagnostics: [], places: new Map() };
  const definition = readObject(value, source, reading);
  return { value: definition, diagnostics: reading.diagnostics };
}

function readObject(
  value: JsonObject,
  { file, directory, project }: DefinitionFile,
  reading: Reading,
): Definition | undefined {
  const found = readMembers({ object: value, path: '' }, settings, reading);
  requireMembers(
    value,
    {
      version: 'Say which version this is: "1.0.0".',
      package: 'Say what the package is made from: { "kind": "files", … }.',
    },
    reading,
  );
  const { os = 'linux', afterReboot = 'none', version } = found;
  if (version === undefined || found.package === undefined) return undefined;
  const { description, configuration, packageFile, configurationFile, publish } = found;
  return {
    ...{ file, directory, version },
    name: found.name ?? project,
    os: os === 'linux' ? 'Linux' : 'Windows',
    package: found.package,
    commands: found.commands ?? {},
    afterReboot: afterReboot === 'none' ? 'None' : 'Rerun',
    deployment: found.deployment ?? { treatFailureAsDeploymentFailure: true, automaticUpgrade: false },
    test: found.test ?? usualTryOut,
    ...(description !== undefined && { description }),
    ...(configuration !== undefined && { configuration }),
    ...(packageFile !== undefined && { packageFile }),
    ...(configurationFile !== undefined && { configurationFile }),
    ...(publish && { publish }),
    at: (path) => reading.places.get(path),
  };
}

/**
 * The file of a definition that a path means: itself, or the one in a folder.
 *
 * @throws Failure CLI061 when there is none
 */
export async function findDefinitionFile(files: Pick<Files, 'stat'>, path: string): Promise<string> {
  const found = await files.stat(path);
  const file = found?.kind === 'directory' ? join(path, DEFINITION_FILE) : path;
  if ((await files.stat(file))?.kind === 'file') return file;
  throw new Failure(
    problem('CLI061', {
      detail: `There is no ${DEFINITION_FILE} at "${path}".`,
      hint: 'Name the folder of a VM application, or make one: nx g @strata/nx:vm-app NAME',
    }),
  );
}

/** Reads the file of a definition. `cwd` is where people stand. */
export async function readDefinitionFile(
  files: Pick<Files, 'readText'>,
  path: string,
  { cwd, project }: { readonly cwd: string; readonly project: string },
): Promise<DefinitionFile> {
  return {
    file: relative(cwd, path) || path,
    directory: dirname(path),
    text: await files.readText(path),
    project,
  };
}
