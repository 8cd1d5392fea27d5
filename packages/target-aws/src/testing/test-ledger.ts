import type { RemoveContext } from '@strata/sdk';
import { createTestLedger as createLedger, type TestLedger } from '@strata/sdk/testing';
import { resourceKinds } from '../resources';
import { forgetSessions } from '../resources/reach';

export type { TestLedger } from '@strata/sdk/testing';

/** A ledger of what builds and publications of this package make. */
export function createTestLedger(context: RemoveContext): TestLedger {
  return createLedger(context, { kinds: resourceKinds, forget: forgetSessions });
}
