import type { Diagnostic } from '@strata/diagnostics';

/** A value not known yet, and nothing to build: either may be so only because of another mistake, which is told first. */
const CONSEQUENCES = new Set(['TPL030', 'TPL039']);

/** Leaves out problems that may be gone once the others are. */
export function hideConsequences(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const isConsequence = ({ code }: Diagnostic) => CONSEQUENCES.has(code);
  const hasCause = diagnostics.some((one) => one.severity === 'error' && !isConsequence(one));
  return hasCause ? diagnostics.filter((one) => !isConsequence(one)) : diagnostics;
}
