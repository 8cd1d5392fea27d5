import type { Language } from './input';

/** One thing that must hold for any text. */
export interface Check {
  readonly name: string;
  readonly languages: readonly Language[];
  /** What is wrong, when something is. An exception is always wrong. */
  run(text: string, language: Language): string | undefined | Promise<string | undefined>;
}

/** What a check had to say of an input. */
export interface Finding {
  readonly check: string;
  readonly problem: string;
}
