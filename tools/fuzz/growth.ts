import { performance } from 'node:perf_hooks';
import type { Check } from './check';
import type { Input, Language } from './input';

/** Characters of the smaller text; below, the time is mostly that of starting. */
const smallSize = 16_000;
/** How many times longer the other text is. */
const factor = 4;
/** Linear work takes `factor` times as long; garbage collection and other processes add to that. */
const worstRatio = factor * 3;
/** Below this a longer time says nothing. */
const leastMilliseconds = 150;
/** A suspicion is looked at this often, and the shortest times count. */
const runs = 3;

/** Longer texts of the same kind, in which the given one stands many times. */
const repeat: Readonly<Record<Language, (text: string, times: number) => string>> = {
  hcl: (text, times) => `${text}\n`.repeat(times),
  template: (text, times) => text.repeat(times),
  expression: (text, times) => `[${`${text},\n`.repeat(times)}]`,
  json: (text, times) => `[${Array(times).fill(text).join(',')}]`,
  legacy: (text, times) => `[${Array(times).fill(text).join(',')}]`,
};

async function measure(check: Check, { text, language }: Input, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await check.run(text, language);
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/**
 * What is wrong when a text that is four times as long takes much more than four times as long. A suspicion is held
 * against a text that is four times longer still: a pause of the machine does not come twice at the right time.
 */
export async function findGrowth(check: Check, { text, language }: Input): Promise<string | undefined> {
  const times = Math.ceil(smallSize / Math.max(1, text.length));
  const sized = (scale: number): Input => ({ language, text: repeat[language](text, times * scale) });
  const [small, large, largest] = [sized(1), sized(factor), sized(factor * factor)];
  const isSteep = (before: number, after: number) =>
    after >= leastMilliseconds && after >= before * worstRatio;
  if (!isSteep(await measure(check, small, 1), await measure(check, large, 1))) return undefined;
  const [first, second, third] = [
    await measure(check, small, runs),
    await measure(check, large, runs),
    await measure(check, largest, runs),
  ];
  if (!isSteep(first, second) || !isSteep(second, third)) return undefined;
  const sizes = [small, large, largest].map((input) => input.text.length);
  return `${sizes.join(', ')} characters take ${[first, second, third].map((time) => time.toFixed(0)).join(', ')} ms`;
}
