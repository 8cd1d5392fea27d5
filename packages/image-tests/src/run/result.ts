import type { Diagnostic, Range } from '@strata/diagnostics';
import type { Json } from '../match/json';
import type { Match } from '../match/matcher';

/** How one test of an image ended. */
export interface TestResult {
  /** The image that the test belongs to: a parent's tests hold for its children too. */
  readonly image: string;
  /** As the user knows it. */
  readonly file: string;
  /** Absent for tests that only their file is known of. */
  readonly range?: Range;
  readonly kind: 'check' | 'script' | 'program';
  /** What it is about: `Service`, `docker`, `running`; `Script`, its file, `exit-status`; `Test`, its file, its title. */
  readonly label: string;
  readonly subject: string;
  readonly attribute: string;
  /** The path, port, command, … that was looked at, where the check has another name. */
  readonly about?: string;
  /** The user's own words for it. */
  readonly title?: string;
  readonly meta?: Readonly<Record<string, Json>>;
  readonly milliseconds: number;
  /** It was not run, since it belongs in another place. */
  readonly isElsewhere?: true;
  readonly outcome: Outcome;
  /** What a script printed, both streams, at most the last 64 KiB. */
  readonly output?: string;
}

export type Outcome =
  | { readonly status: 'passed'; readonly match?: Match }
  | { readonly status: 'failed'; readonly match?: Match; readonly reason?: string }
  | { readonly status: 'skipped'; readonly reason: string };

export interface TestReport {
  readonly results: readonly TestResult[];
  /** What is wrong with the tests, what failed, and what could not be asked. An error: the image did not pass. */
  readonly diagnostics: readonly Diagnostic[];
  readonly milliseconds: number;
}
