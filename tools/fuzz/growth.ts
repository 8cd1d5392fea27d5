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
const attempts = 3;

/** Longer texts of the same kind, in which the given one stands many times. */
const repeat: Readonly<Record<Language, (text: string, times: number) => string>> = {
  hcl: (text, times) => `${text}\n`.repeat(times),
  template: (text, times) => text.repeat(times),
  expression: (text, times) => `[${`${text},\n`.repeat(times)}]`,
  json: (text, times) => `[${Array(times).fill(text).join(',')}]`,
  legacy: (text, times) => `[${Array(times).fill(text).join(',')}]`,
};

/** Called before each reading: of many readings each may take as long as any other. */
export type Alive = () => void;

interface Measurement {
  readonly input: Input;
  readonly runs: number;
  readonly alive: Alive;
}

async function measure(check: Check, { input, runs, alive }: Measurement): Promise<number> {
  const { text, language } = input;
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    alive();
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
export async function findGrowth(
  check: Check,
  { text, language }: Input,
  alive: Alive,
): Promise<string | undefined> {
  const times = Math.ceil(smallSize / Math.max(1, text.length));
  const sized = (scale: number): Input => ({ language, text: repeat[language](text, times * scale) });
  const [small, large, largest] = [sized(1), sized(factor), sized(factor * factor)];
  const isSteep = (before: number, after: number) =>
    after >= leastMilliseconds && after >= before * worstRatio;
  const time = (input: Input, runs: number) => measure(check, { input, runs, alive });
  if (!isSteep(await time(small, 1), await time(large, 1))) return undefined;
  const [first, second, third] = [
    await time(small, attempts),
    await time(large, attempts),
    await time(largest, attempts),
  ];
  if (!isSteep(first, second) || !isSteep(second, third)) return undefined;
  const sizes = [small, large, largest].map((input) => input.text.length);
  return `${sizes.join(', ')} characters take ${[first, second, third].map((taken) => taken.toFixed(0)).join(', ')} ms`;
}
