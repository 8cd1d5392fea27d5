import type { Diagnostic } from '@strata/diagnostics';
import { type Golden, goldenRange } from './golden-ast';

/** A diagnostic as the golden files write it. */
export function goldenDiagnostic({ severity, summary, detail, subject, context }: Diagnostic): Golden {
  return {
    severity,
    summary,
    detail,
    ...(subject && { subject: goldenRange(subject) }),
    ...(context && { context: goldenRange(context) }),
  };
}
