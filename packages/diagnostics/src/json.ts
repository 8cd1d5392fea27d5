import type { DiagnosticView } from './view';

/** Diagnostics for programs. New keys may come without a new version; a key never changes its meaning. */
export interface DiagnosticReport {
  readonly version: 1;
  /** False when there is an error. */
  readonly valid: boolean;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly diagnostics: readonly DiagnosticView[];
}

export function getReport(views: readonly DiagnosticView[]): DiagnosticReport {
  const errorCount = views.filter((view) => view.severity === 'error').length;
  const warningCount = views.length - errorCount;
  return { version: 1, valid: errorCount === 0, errorCount, warningCount, diagnostics: views };
}

/** The report as indented JSON, ending in a line end. */
export function formatJson(views: readonly DiagnosticView[]): string {
  return `${JSON.stringify(getReport(views), undefined, 2)}\n`;
}
