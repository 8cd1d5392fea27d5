/** What a run of the fuzzer is told. */
export interface FuzzArguments {
  readonly inputs: number;
  readonly seed: number;
  readonly from: number;
  readonly workers: number;
  readonly corpus: boolean;
  /** Every so many inputs it is measured how the work grows. */
  readonly growthEvery: number;
}

const defaults: FuzzArguments = {
  inputs: 10_000,
  seed: 1,
  from: 0,
  workers: 1,
  corpus: true,
  growthEvery: 500,
};

const numbers = {
  '--inputs': 'inputs',
  '--seed': 'seed',
  '--from': 'from',
  '--workers': 'workers',
  '--growth-every': 'growthEvery',
} as const;

export const usage = `npm run fuzz -- [--inputs N] [--seed N] [--from N] [--workers N] [--growth-every N] [--no-corpus]`;

/** Reads the arguments; a text says what is wrong with them. */
export function parseArguments(args: readonly string[]): FuzzArguments | string {
  const given: Record<string, number | boolean> = {};
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--no-corpus') {
      given.corpus = false;
      continue;
    }
    const name = Object.hasOwn(numbers, arg) ? numbers[arg as keyof typeof numbers] : undefined;
    if (name === undefined) return `There is no argument ${arg}. ${usage}`;
    const value = Number(args[++i]);
    const least = name === 'inputs' || name === 'workers' || name === 'growthEvery' ? 1 : 0;
    if (!Number.isSafeInteger(value) || value < least)
      return `${arg} takes a whole number from ${least} up. ${usage}`;
    given[name] = value;
  }
  return { ...defaults, ...given };
}
