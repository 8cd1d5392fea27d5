import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { quoteWord, reveal, type Text } from '@strata/sdk';
import { problem } from '../codes';

/** Text of a script that sets the environment and runs a command as `sh -c` would. */
export function getCommandScript(env: Readonly<Record<string, Text>>, command: Text): string {
  const names = Object.keys(env);
  const wrong = names.filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  if (wrong.length > 0) throw new Failure(wrong.map(invalidName));
  const exports = names.map((name) => `export ${name}=${quoteWord(reveal(env[name] as Text))}`);

  return ['exec 3<&-', ...exports, `eval ${quoteWord(reveal(command))}`, ''].join('\n');
}

/** Opens a file that has no name any more, so that nothing is left of it when we are killed. */
export async function openUnnamed(folder: string, name: string, content: string): Promise<FileHandle> {
  const path = join(folder, name);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    await file.write(content);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function invalidName(name: string) {
  return problem('LAY063', {
    detail: `${JSON.stringify(name)} cannot be the name of an environment variable.`,
    hint: 'Use letters, digits and underscores, not beginning with a digit.',
  });
}
