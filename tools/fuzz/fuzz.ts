import { type FuzzArguments, parseArguments } from './arguments';
import { createAsker } from './ask';
import { chooseInput } from './choose';
import { growthSuffix } from './examine';
import type { Input } from './input';
import { minimise } from './minimise';
import { getSources } from './sources';
import { type Found, supervise } from './supervise';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** More failures of one run are mostly the same one. */
const mostShown = 10;
const sayEvery = 50_000;
const tooLong = 'time';

/**
 * `npm run fuzz`: reads texts that nobody thought of, some made from the grammar, some by changing real ones, in every
 * way that a template is read. Fails when one ends in an exception, takes too long, or is read in more than linear time.
 */
export async function main(args: readonly string[]): Promise<number> {
  const told = parseArguments(args);
  if (typeof told === 'string') {
    process.stderr.write(`${told}\n`);
    return 1;
  }
  const sources = getSources(told.corpus);
  say(`${told.inputs} inputs, seed ${told.seed}, from ${sources.length} sources`);
  const { found, counts } = await runAll(told);
  say(
    `Read: ${Object.entries(counts)
      .map(([language, count]) => `${count} ${language}`)
      .join(', ')}`,
  );
  const shown = differentOnes(found).slice(0, mostShown);
  for (const one of shown) {
    const input = chooseInput(sources, told.seed, one.index);
    say(describe(one, told));
    say(`  ${input.language}: ${JSON.stringify(await shorten(one, input))}`);
  }
  say(found.length === 0 ? 'Nothing was found.' : `${found.length} findings, ${shown.length} of them shown.`);
  return found.length === 0 ? 0 : 1;
}

interface Result {
  readonly found: readonly Found[];
  readonly counts: Readonly<Record<string, number>>;
}

async function runAll(told: FuzzArguments): Promise<Result> {
  const share = Math.ceil(told.inputs / told.workers);
  const results = await Promise.all(
    Array.from({ length: told.workers }, (_, worker) => {
      const from = told.from + worker * share;
      return runRange(told, from, Math.min(from + share, told.from + told.inputs));
    }),
  );
  const counts: Record<string, number> = {};
  for (const result of results)
    for (const [language, count] of Object.entries(result.counts))
      counts[language] = (counts[language] ?? 0) + count;
  return { found: results.flatMap(({ found }) => found), counts };
}

/** A worker that is stuck is ended, and another one goes on after the input. */
async function runRange(told: FuzzArguments, from: number, to: number): Promise<Result> {
  const found: Found[] = [];
  const counts: Record<string, number> = {};
  let said = from;
  for (let start = from; start < to; ) {
    const { seed, corpus, growthEvery } = told;
    const outcome = await supervise(
      { kind: 'range', seed, from: start, to, corpus, growthEvery },
      (index) => {
        if (index < said + sayEvery) return;
        said = index;
        say(`  ${index - from} of ${to - from}`);
      },
    );
    found.push(...outcome.found);
    for (const [language, count] of Object.entries(outcome.counts))
      counts[language] = (counts[language] ?? 0) + count;
    if (outcome.stuckAt === undefined) break;
    found.push({
      index: outcome.stuckAt,
      finding: { check: tooLong, problem: 'it takes longer than ten seconds' },
    });
    start = outcome.stuckAt + 1;
  }
  return { found, counts };
}

/** What two findings of one mistake have in common: the check, and the problem without its numbers and its stack below. */
function signatureOf({ finding: { check, problem } }: Found): string {
  return `${check}: ${problem.split('\n').slice(0, 2).join(' ').replace(/\d+/g, '#')}`;
}

function differentOnes(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.map((one) => [signatureOf(one), one])).values()];
}

/** A finding, and the command that shows it again. */
function describe(one: Found, { seed, corpus }: FuzzArguments): string {
  return [
    `\n${one.finding.check}: ${one.finding.problem}`,
    `  npm run fuzz -- --seed ${seed} --from ${one.index} --inputs 1 --growth-every 1${corpus ? '' : ' --no-corpus'}`,
  ].join('\n');
}

/** The shortest input that has the finding too. */
async function shorten(one: Found, input: Input): Promise<string> {
  const asker = createAsker();
  const signature = signatureOf(one);
  const growth = one.finding.check.endsWith(growthSuffix);
  const text = await minimise(input.text, async (candidate) => {
    const findings = await asker.ask({ input: { ...input, text: candidate }, growth });
    if (findings === undefined) return one.finding.check === tooLong;
    return findings.some((finding) => signatureOf({ index: one.index, finding }) === signature);
  });
  await asker.close();
  return text;
}
