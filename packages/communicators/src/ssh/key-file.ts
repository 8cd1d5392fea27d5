import { join, resolve } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { getErrorCode, type PartContext, reveal, type Text } from '@strata/sdk';
import type { ParsedKey } from 'ssh2';
import { problem } from '../codes';
import { type KeyResult, parsePrivateKey } from './private-key';

/** Reads private keys; what is wrong with one goes to the list of problems. */
export interface KeyReader {
  readFile(file: KeyFile): Promise<ParsedKey | undefined>;
  /** One that the builder made. */
  parse(text: Text | undefined): ParsedKey | undefined;
}

export interface KeyFile {
  /** The option that names it. */
  readonly option: string;
  readonly path: string;
  /** The option that holds its passphrase. */
  readonly passphraseOption: string;
  readonly passphrase: Text | undefined;
}

export function createKeyReader(context: PartContext, problems: Diagnostic[]): KeyReader {
  const take = (result: KeyResult): ParsedKey | undefined => {
    if ('key' in result) return result.key;
    problems.push(result.problem);
    return undefined;
  };
  return {
    parse: (text) =>
      text === undefined
        ? undefined
        : take(parsePrivateKey({ text: reveal(text), name: 'The builder’s key' })),
    async readFile({ option, path, passphraseOption, passphrase }) {
      try {
        const text = await context.ports.files.readText(expandPath(context, path));
        const name = `${option} = "${path}"`;
        return take(parsePrivateKey({ text, name, option: passphraseOption, passphrase }));
      } catch (error) {
        problems.push(explainUnreadable(option, path, error));
        return undefined;
      }
    },
  };
}

/** `~` is the home folder, as Packer has it; anything else starts from the template's folder. */
function expandPath({ ports, baseDirectory }: PartContext, path: string): string {
  if (path === '~' || path.startsWith('~/')) return join(ports.environment.home, path.slice(1));
  return resolve(baseDirectory, path);
}

function explainUnreadable(option: string, path: string, error: unknown): Diagnostic {
  const code = getErrorCode(error);
  const reason = code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? String(error)})`;
  return problem('COM008', {
    detail: `${option} = "${path}" ${reason}.`,
    hint: 'Paths start from the folder of the template, ~ is the home folder.',
  });
}
