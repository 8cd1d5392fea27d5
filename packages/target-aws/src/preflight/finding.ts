import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type AwsRequest, toAwsFailure } from '../errors';

/** Something that a build or a publication needs, and whether it is there. */
export interface Finding {
  /** What was looked at, for people: `region eu-west-1`. */
  readonly checked: string;
  /** What is wrong with it; absent when nothing is. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why nobody can tell before the build. */
  readonly unknown?: string;
}

export const good = (checked: string): Finding => ({ checked, diagnostics: [] });

export const unknown = (checked: string, why: string): Finding => ({
  checked,
  diagnostics: [],
  unknown: why,
});

export const bad = (checked: string, ...diagnostics: readonly Diagnostic[]): Finding => ({
  checked,
  diagnostics,
});

/** Looks at one thing; what AWS fails at is what was found. */
export async function findOut(
  checked: string,
  request: AwsRequest,
  look: () => Promise<readonly Diagnostic[]>,
): Promise<Finding> {
  try {
    return { checked, diagnostics: await look() };
  } catch (error) {
    const failure = toAwsFailure(error, request);
    if (failure instanceof Failure) return { checked, diagnostics: failure.diagnostics };
    throw failure;
  }
}
