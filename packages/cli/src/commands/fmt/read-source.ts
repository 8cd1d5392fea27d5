import { resolve } from 'node:path';
import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { Ports } from '@strata/sdk';
import { problem } from '../../codes';
import type { CliContext } from '../../context';

/** Stands for standard input where a path is asked for. */
export const STDIN = '-';

/** Reads a file, or standard input. */
export async function readSource(
  { ports, stdin }: Pick<CliContext, 'ports' | 'stdin'>,
  name: string,
): Promise<Checked<string | undefined>> {
  if (name === STDIN) return { value: (await stdin?.text()) ?? '', diagnostics: [] };
  try {
    return decode(name, await ports.files.read(resolve(ports.environment.cwd, name)));
  } catch (error) {
    const detail = `"${name}" cannot be read: ${(error as Error).message}.`;
    return { value: undefined, diagnostics: [problem('CLI020', { detail })] };
  }
}

/** Bytes that are no text would be written back as other ones. */
function decode(name: string, content: Buffer): Checked<string | undefined> {
  const text = content.toString();
  if (Buffer.from(text).equals(content)) return { value: text, diagnostics: [] };
  const notText = problem('CLI021', {
    detail: `"${name}" holds bytes that are no UTF-8, which templates are written in. It was left as it is.`,
    hint: 'If the file is in another encoding, convert it: iconv -f WINDOWS-1252 -t UTF-8',
  });
  return { value: undefined, diagnostics: [notText] };
}

/** Writes a file whole or not at all; a link stays a link, and permissions stay what they are. */
export async function writeSource(
  { files, environment }: Ports,
  name: string,
  text: string,
): Promise<readonly Diagnostic[]> {
  try {
    await files.write(resolve(environment.cwd, name), text);
    return [];
  } catch (error) {
    return [problem('CLI022', { detail: `"${name}" cannot be written: ${(error as Error).message}.` })];
  }
}
