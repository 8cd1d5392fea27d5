import type { Diagnostic } from './diagnostic';

/**
 * Carries diagnostics through code that does I/O, where returning them at every level would hide the work.
 * Thrown for what a user can cause; caught where the command ends. Anything else thrown is a bug or a cancellation.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options?: { cause?: unknown }) {
    const all = Array.isArray(diagnostics)
      ? (diagnostics as readonly Diagnostic[])
      : [diagnostics as Diagnostic];
    super(all.map((diagnostic) => `${diagnostic.summary}: ${diagnostic.detail}`).join('\n'), options);
    this.diagnostics = all;
  }
}
