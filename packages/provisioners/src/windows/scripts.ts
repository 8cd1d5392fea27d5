import { findLocalFile, type LocalContext, reveal, type Text } from '@strata/sdk';

/** A script ready to be sent. */
export interface WindowsScript {
  /** As the user knows it: its path as given, or `inline`. */
  readonly title: string;
  readonly content: Buffer;
  readonly isInline: boolean;
}

interface Given {
  readonly inline: readonly Text[] | undefined;
  readonly script: string | undefined;
  readonly scripts: readonly string[] | undefined;
}

/** Reads every script before the first one runs, byte for byte. */
export async function readWindowsScripts(
  context: LocalContext,
  { inline, script, scripts }: Given,
): Promise<readonly WindowsScript[]> {
  if (inline) {
    const content = Buffer.from(inline.map((line) => `${reveal(line)}\n`).join(''));
    return [{ title: 'inline', content, isInline: true }];
  }
  const found = await findLocalFile(context, scripts ?? [script ?? ''], 'file');
  return Promise.all(
    found.map(async ({ given, path }) => ({
      title: given,
      content: await context.ports.files.read(path),
      isInline: false,
    })),
  );
}
