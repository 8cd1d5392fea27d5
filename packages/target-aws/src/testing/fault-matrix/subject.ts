import { Failure } from '@strata/diagnostics';
import type { Fault, LoggedCall } from '../../../../../tools/fakes/aws';

/** One call of a run: its action, and how many of the same action come before it. */
export interface MatrixCall extends Pick<LoggedCall, 'service' | 'action' | 'mutating'> {
  readonly skip: number;
}

/** What became of a run. */
export interface MatrixOutcome {
  /** `made`, the code of the first diagnostic, or what was thrown that is none. */
  readonly told: string;
  /** The same of what was removed in the end. */
  readonly undone: string;
  /** What is there in the end and was not there before, by kinds: `eu-central-1 ami`. */
  readonly left: readonly string[];
  readonly calls: readonly LoggedCall[];
}

/** How a run ends that failed: as the process ends it itself, or as another does when it was killed. */
export type MatrixEnd = 'undo' | 'sweep';

/** Something that calls AWS. Each run of it has a cloud of its own. */
export interface MatrixSubject {
  readonly name: string;
  run(trouble?: { readonly fault: Fault; readonly end: MatrixEnd }): Promise<MatrixOutcome>;
}

/** An answer that never comes is given up after this: more than one of the fake's takes on a busy machine. */
const PATIENCE = '800ms';

/** Variables that keep a run that waits for nothing short; all others have the usual time. */
export function getTimeLimit(
  trouble: { readonly fault: Fault } | undefined,
): Readonly<Record<string, string>> {
  return trouble && 'hang' in trouble.fault ? { STRATA_AWS_TIMEOUT: PATIENCE } : {};
}

/** Who one is may be asked once in a process, whatever is done there. */
const NOT_OF_THE_WORK = 'sts';

export function numberCalls(calls: readonly LoggedCall[]): readonly MatrixCall[] {
  const seen = new Map<string, number>();
  return calls
    .filter(({ service }) => service !== NOT_OF_THE_WORK)
    .map(({ service, action, mutating }) => {
      const skip = seen.get(action) ?? 0;
      seen.set(action, skip + 1);
      return { service, action, mutating, skip };
    });
}

/** What a run told. */
export async function getTold(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'made';
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics[0]?.code ?? 'a failure without a word';
    return String(error);
  }
}
