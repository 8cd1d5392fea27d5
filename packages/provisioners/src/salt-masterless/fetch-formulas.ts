import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { ProvisionContext } from '@strata/sdk';
import { createOutputTail } from '@strata/sdk/scripts';
import { problem } from '../codes';
import { type Formula, parseFormula } from './formula';
import type { SaltMasterlessOptions } from './schema';

/**
 * Fetches the formulas that the state tree does not hold yet, and gives where each lies by its name. Packer puts them into
 * the tree for a while; here they lie in the scratch folder.
 */
export async function fetchFormulas(
  context: ProvisionContext,
  { formulas }: SaltMasterlessOptions,
  tree: string,
): Promise<ReadonlyMap<string, string>> {
  const { ports, reporter, scratch } = context;
  const folders = new Map<string, string>();
  if (formulas.length > 0) reporter.say('Downloading Salt formulas...');
  for (const text of formulas) {
    const formula = parseFormula(text);
    if (!formula) continue;
    const own = join(tree, formula.folder);
    if (await ports.files.stat(own)) {
      reporter.say(`Found existing formula at: ${own}`);
      continue;
    }
    const clone = join(scratch, `formula-${randomUUID()}`);
    reporter.say(`${text} => ${formula.folder}`);
    await fetch(context, formula, clone);
    const folder = join(clone, formula.folder);
    if ((await ports.files.stat(folder))?.kind !== 'directory') throw getMissing(text, formula);
    folders.set(formula.folder, folder);
  }
  return folders;
}

function getMissing(text: string, { folder }: Formula): Failure {
  const detail = `The formula "${text}" has no folder ${folder} in its repository.`;
  return new Failure(
    problem('PRV009', { detail, hint: 'Behind // stands the folder that holds the states.' }),
  );
}

async function fetch(context: ProvisionContext, { repository, ref }: Formula, clone: string): Promise<void> {
  await git(context, ['clone', '--quiet', '--', repository, clone]);
  // After a clone any branch, tag or commit is there.
  if (ref !== undefined) await git(context, ['-C', clone, 'checkout', '--quiet', ref]);
}

async function git({ ports, reporter, signal }: ProvisionContext, args: readonly string[]): Promise<void> {
  const tail = createOutputTail();
  const own = Object.entries(ports.environment.variables);
  const env = Object.fromEntries(own.filter((entry): entry is [string, string] => entry[1] !== undefined));
  const { code } = await ports.processes.run({
    command: 'git',
    args,
    // Nobody is there to answer.
    env: { ...env, GIT_TERMINAL_PROMPT: '0' },
    signal,
    onOutput(stream, data) {
      tail.add(data);
      reporter.output(stream, data);
    },
  });
  if (code === 0) return;
  const detail = `git ${args.join(' ')} ended with exit status ${code}:\n${tail.getLines().join('\n')}`;
  throw new Failure(problem('PRV014', { detail }));
}
