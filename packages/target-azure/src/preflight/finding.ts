import { type Diagnostic, Failure } from '@strata/diagnostics';

/** Something that a build or a publication needs, and whether it is there. */
export interface Finding {
  /** What was looked at, for people: `region westeurope`. */
  readonly checked: string;
  /** What is wrong with it; absent when nothing is. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why nobody can tell before the build. */
  readonly unknown?: string;
}

export const good = (checked: string): Finding => ({ checked, diagnostics: [] });

export const bad = (checked: string, ...diagnostics: readonly Diagnostic[]): Finding => ({
  checked,
  diagnostics,
});

export const unknown = (checked: string, why: string): Finding => ({
  ...{ checked, diagnostics: [] },
  unknown: why,
});

const NOT_PERMITTED = 'AZU005';

/** Looks at one thing; what Azure fails at is what was found. */
export async function findOut(checked: string, look: () => Promise<readonly Diagnostic[]>): Promise<Finding> {
  try {
    return bad(checked, ...(await look()));
  } catch (error) {
    if (error instanceof Failure) return bad(checked, ...error.diagnostics);
    throw error;
  }
}

/** The same by a question that no build asks: who may not ask it lacks nothing, and is told that it is not known. */
export async function findOutIfMay(
  checked: string,
  action: string,
  look: () => Promise<readonly Diagnostic[]>,
): Promise<Finding> {
  try {
    return bad(checked, ...(await look()));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isRefused = error.diagnostics.some(({ code }) => code === NOT_PERMITTED);
    return isRefused
      ? unknown(checked, `${action} is not permitted, and nothing else needs it`)
      : bad(checked, ...error.diagnostics);
  }
}
