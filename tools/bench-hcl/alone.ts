import { execFileSync } from 'node:child_process';
import { workspaceRoot } from '../sources/files';
import { measure } from './measure';
import { type ParserName, parsers } from './parsers';
import { readValidTexts } from './shared-corpus';
import { makeTemplate } from './templates';

/** What a parser is measured with: every text of the corpus, or one made template. */
export type Job = { readonly corpus: { readonly passes: number } } | { readonly bytes: number };

/**
 * Milliseconds of each run, in a process of its own: the heap and the garbage of another parser would be felt. Trees
 * are dropped as soon as they are made, and collecting them is part of the time: warm is what a program feels that
 * stays and reads template after template.
 */
export function measureAlone(parser: ParserName, job: Job): readonly number[] {
  const code = `
    require('./tools/source-loader/register');
    const { measureHere } = require('./tools/bench-hcl/alone.ts');
    measureHere(...${JSON.stringify([parser, job])}).then((times) => process.stdout.write(JSON.stringify(times)));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--eval', code], { cwd: workspaceRoot, encoding: 'utf8' }),
  ) as readonly number[];
}

export async function measureHere(name: ParserName, job: Job): Promise<readonly number[]> {
  const { parse, rounds } = parsers[name]();
  if ('bytes' in job) {
    const text = makeTemplate(job.bytes);
    return measure(rounds, () => parse(text));
  }
  const texts = readValidTexts() ?? [];
  return measure({ warm: job.corpus.passes - 1, runs: job.corpus.passes }, async () => {
    for (const text of texts) await parse(text);
  });
}
