import { reveal } from '@strata/sdk';
import { escapeQuotes, fillFormat, type ScriptVariable } from '@strata/sdk/scripts';

const FILE_FORMAT = "export %s='%s'\n";

/** The environment file: only the machine and its root see it, so that it holds secrets too. */
export function getEnvironmentFile(
  variables: readonly ScriptVariable[],
  format: string = FILE_FORMAT,
): Buffer {
  const lines = variables.map(({ name, value }) => fillFormat(format, name, escapeQuotes(reveal(value))));
  return Buffer.from(lines.join(''));
}
