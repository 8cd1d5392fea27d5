import type { Diagnostic } from '@strata/diagnostics';
import type { Purpose } from './request';

/** What does not matter to a look: values that are missing, nothing to build, and parts that nobody here has. */
const NOT_FOR_LOOKING = new Set(['TPL017', 'TPL024', 'TPL025', 'TPL026', 'TPL027', 'TPL030', 'TPL039']);

/** What only counts once values are asked for. */
const NOT_SYNTAX = new Set(['TPL016', 'TPL017']);

/** A value that its variable's rules refuse can still be seen. */
const REFUSED = 'TPL016';

/** Leaves out what does not matter for a purpose. */
export function forPurpose(diagnostics: readonly Diagnostic[], purpose: Purpose): readonly Diagnostic[] {
  if (purpose === 'look')
    return diagnostics
      .filter(({ code }) => !NOT_FOR_LOOKING.has(code))
      .map((one) => (one.code === REFUSED ? { ...one, severity: 'warning' } : one));
  return purpose === 'syntax' ? diagnostics.filter(({ code }) => !NOT_SYNTAX.has(code)) : diagnostics;
}

/** Whoever looks at a template can do without what is wrong in its builds, and is told all the same. */
export function soften(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return forPurpose(diagnostics, 'look').map((one) => ({ ...one, severity: 'warning' }));
}
