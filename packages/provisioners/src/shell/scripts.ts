import { findLocalFile, type LocalContext, reveal } from '@strata/sdk';
import type { ShellOptions } from './schema';

/** A script ready to be sent. */
export interface Script {
  /** As the user knows it: its path as given, or `inline`. */
  readonly title: string;
  readonly content: Buffer;
  /** False when its lines must not be shown. */
  readonly open: boolean;
}

/** Reads every script before the first one runs. A missing one is a `Failure` that names all that are missing. */
export async function readScripts(context: LocalContext, options: ShellOptions): Promise<readonly Script[]> {
  if (options.inline) return [getInlineScript(options.inline, options.inline_shebang)];
  const paths = options.scripts ?? [options.script ?? ''];
  const found = await findLocalFile(context, paths, 'file');
  return Promise.all(
    found.map(async ({ given, path }) => {
      const content = await context.ports.files.read(path);
      return { title: given, content: options.binary ? content : toUnixLines(content), open: true };
    }),
  );
}

function getInlineScript(lines: NonNullable<ShellOptions['inline']>, shebang: string | undefined): Script {
  const text = `${lines.map(reveal).join('\n')}\n`;
  const head = shebang === undefined && text.startsWith('#!') ? '' : `#!${shebang ?? '/bin/sh -e'}\n`;
  const open = lines.every((line) => typeof line === 'string');
  return { title: 'inline', content: Buffer.from(head + text), open };
}

/** Byte by byte: a script may be in any encoding. */
function toUnixLines(content: Buffer): Buffer {
  return Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
