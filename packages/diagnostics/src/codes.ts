import type { Diagnostic, Severity } from './diagnostic';

/** A room's table of problems: code → summary. The reference page is generated from these tables. */
export type Codes = Readonly<Record<string, string>>;

/** Everything of a diagnostic that is not said by its code. */
export type Particulars = Omit<Diagnostic, 'code' | 'summary' | 'severity'> & {
  readonly severity?: Severity;
};

/**
 * Gives a room its own maker of diagnostics, which only accepts the codes of the room's table.
 *
 * @example
 * const problem = defineCodes({ LAY001: 'Layer damaged' });
 * problem('LAY001', { detail: 'The stored bytes have another digest.', hint: 'Build again.' });
 */
export function defineCodes<const T extends Codes>(codes: T) {
  const make = (code: keyof T & string, particulars: Particulars): Diagnostic => {
    const { severity = 'error', ...rest } = particulars;
    return { severity, code, summary: codes[code] as string, ...rest };
  };
  return Object.assign(make, { codes });
}
