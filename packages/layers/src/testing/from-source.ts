import { join, resolve } from 'node:path';

/** The folder of this repository. */
export const repository = resolve(__dirname, '../../../..');

/** Command line that runs a program of this folder from its source, in a process of its own. */
export function getProgramCommand(name: string, ...args: readonly string[]): readonly [string, ...string[]] {
  const loader = join(repository, 'tools/source-loader/register.js');
  return [process.execPath, ...[`--require=${loader}`, join(__dirname, `${name}.ts`)], ...args];
}
