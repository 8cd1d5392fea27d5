import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { findLocalFile } from '../../local-file';
import type { PartContext } from '../../parts';
import { reveal } from '../../secret';
import type { ShellLocalOptions } from './schema';

/** A script ready to be run. */
export interface LocalScript {
  /** As the user knows it: its path as given, or `inline`. */
  readonly title: string;
  /** Absolute. */
  readonly path: string;
}

/** Looks for every script before the first one runs; what stands in the template becomes a file that only its owner reads. */
export async function findScripts(
  context: PartContext,
  options: ShellLocalOptions,
): Promise<readonly LocalScript[]> {
  const lines = options.command === undefined ? options.inline : [options.command];
  if (!lines) {
    const found = await findLocalFile(context, options.scripts ?? [options.script ?? ''], 'file');
    return found.map(({ given, path }) => ({ title: given, path }));
  }
  const { files, environment } = context.ports;
  const isWindows = environment.platform === 'win32';
  const extension = options.tempfile_extension ?? (isWindows ? '.cmd' : '');
  // Builds that run at a time may share the folder.
  const path = join(context.scratch, `packer-shell-${randomUUID()}${extension}`);
  const head = isWindows ? '' : `#!${options.inline_shebang}\n`;
  await files.write(path, `${head}${lines.map(reveal).join('\n')}\n`, 0o700);
  return [{ title: 'inline', path }];
}
