import type { Diagnostic } from '@strata/diagnostics';

/**
 * Why one try to connect came to nothing. `unreachable` may pass by itself, `login` perhaps, `final` not.
 */
export class Trouble extends Error {
  override readonly name = 'Trouble';

  constructor(
    readonly kind: 'unreachable' | 'login' | 'final',
    readonly diagnostic: Diagnostic,
  ) {
    super(diagnostic.detail);
  }
}
