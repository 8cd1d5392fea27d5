import { join } from 'node:path';

/** Where tests ran: inside of the layers with nothing started, or in a machine that the image was started as. */
export type VerdictPlace = 'layers' | 'machine';

export const VERDICT_PLACES: readonly VerdictPlace[] = ['layers', 'machine'];

/**
 * How the tests of an image ended, bound to what was tested and to the tests. It holds no clock, no key and no path of a
 * machine: the same image and the same tests leave the same bytes.
 */
export interface Verdict {
  readonly schema: typeof VERDICT_SCHEMA;
  /** Project. */
  readonly image: string;
  /** `type.name` of the source. */
  readonly source: string;
  readonly place: VerdictPlace;
  /** What was tested: `sha256:…` of each layer's uncompressed tar, base first. */
  readonly layers: readonly string[];
  /** `sha256:…` of the raw disk that the machine was started from. */
  readonly disk?: string;
  /** As what machine the image was started, in the words of the flags: `uefi`, `ec2`. */
  readonly machine?: { readonly firmware: string; readonly cloud: string };
  /** Where that machine listened when its tests had ended: `tcp 0.0.0.0:22`, sorted. */
  readonly sockets?: readonly string[];
  /** `sha256:…` of every file in the folders of tests, by its path from the workspace's root. */
  readonly tests: Readonly<Record<string, string>>;
  readonly verdict: 'passed' | 'failed';
  readonly count: VerdictCount;
  readonly failures: readonly VerdictFailure[];
  /** What else kept the image from passing, as `TST024 Guest cannot be asked`. */
  readonly problems: readonly string[];
}

/**
 * Of results: each attribute of a check, each script and each test of a program is one. Files of tests that belong in the
 * other place are not among them.
 */
export interface VerdictCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A test that failed. */
export interface VerdictFailure {
  /** For people: `Service docker: running`. */
  readonly title: string;
  /** The image whose test it is: the tested one or one that it stands on. */
  readonly image: string;
  /** From the workspace's root. */
  readonly file: string;
  readonly line?: number;
  /** `Service`, `Port`, …; `Script` and `Test` for those that are no checks. */
  readonly label: string;
  /** What was looked at: a path, a unit, `tcp:22`, a command. */
  readonly subject: string;
  readonly attribute: string;
  readonly message: string;
  /** Patterns that were not met. */
  readonly unmet?: readonly string[];
  /** Units that have failed, where the check asked systemd for them. */
  readonly units?: readonly string[];
}

/** Changes when a reader would have to. */
export const VERDICT_SCHEMA = 1;

/** Where a project keeps the verdict of one build, beside its receipt. */
export function verdictPath(projectDirectory: string, build: string, place: VerdictPlace): string {
  return join(projectDirectory, 'dist', `${build}.tests-${place}.json`);
}
