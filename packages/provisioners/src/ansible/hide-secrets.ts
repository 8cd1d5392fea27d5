import { Failure } from '@strata/diagnostics';
import { reveal, type Text } from '@strata/sdk';
import { problem } from '../codes';
import { parseExtraVariables } from './extra-variables';

/** Writes a file that only the user may read, and gives its path. */
type WriteFile = (name: string, content: string) => Promise<string>;

/**
 * The arguments as every process list may show them: sensitive extra variables stand in files. Anything else that is
 * sensitive is refused.
 */
export async function hideSecrets(args: readonly Text[], write: WriteFile): Promise<readonly string[]> {
  const hidden: string[] = [];
  for (const [index, arg] of args.entries()) {
    if (typeof arg === 'string') hidden.push(arg);
    else hidden.push(await hide(arg.reveal(), { index, before: args[index - 1], write }));
  }
  return hidden;
}

interface Place {
  readonly index: number;
  readonly before: Text | undefined;
  readonly write: WriteFile;
}

async function hide(text: string, { index, before, write }: Place): Promise<string> {
  const follows = before !== undefined && /^(-e|--extra-vars)$/.test(reveal(before));
  const [, option = '', joined] = /^(--extra-vars=|-e)(.*)$/s.exec(text) ?? [];
  const variables = follows ? text : joined;
  if (variables === undefined) throw new Failure(getRefusal(index));
  const pairs = parseExtraVariables(variables);
  if (pairs)
    return `${follows ? '' : option}@${await write(`variables-${index}.json`, JSON.stringify(pairs))}`;
  if (!/^\s*[{[-]/.test(variables)) throw new Failure(getRefusal(index));
  // JSON is YAML.
  return `${follows ? '' : option}@${await write(`variables-${index}.yml`, variables)}`;
}

function getRefusal(index: number) {
  return problem('PRV016', {
    detail: `Argument ${index + 1} of ansible-playbook holds a sensitive value, which every process list of this machine would show.`,
    hint: 'Give it as an extra variable ("-e", "name=value"), or by ansible_env_vars.',
  });
}
