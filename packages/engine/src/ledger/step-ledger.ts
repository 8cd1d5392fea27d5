import type { Diagnostic } from '@strata/diagnostics';
import type { RemoveContext, Resources } from '@strata/sdk';
import { type KeptLater, keepLater } from './keep-later';
import { type Ledger, type LedgerRequest, openLedger } from './ledger';

/** The ledger of a step that mostly notes nothing: it is opened by the first note. */
export interface StepLedger {
  readonly resources: Resources;
  /** The step went well: what it kept stays, and the rest goes. Tells what could not be removed. */
  settle(context: RemoveContext): Promise<readonly Diagnostic[]>;
  /** The step failed: all goes. Tells what could not be removed. */
  giveUp(context: RemoveContext): Promise<readonly Diagnostic[]>;
}

export function createStepLedger(request: LedgerRequest): StepLedger {
  let opened: Promise<{ readonly ledger: Ledger; readonly later: KeptLater }> | undefined;
  const open = async () => {
    const ledger = await openLedger(request);
    return { ledger, later: keepLater(ledger) };
  };
  const end = async (context: RemoveContext, keeps: boolean): Promise<readonly Diagnostic[]> => {
    if (!opened) return [];
    const { ledger, later } = await opened;
    try {
      const left = await ledger.undo(context, keeps ? later.kept : undefined);
      if (keeps) await ledger.keep([...later.kept]);
      return left;
    } finally {
      await ledger.close();
    }
  };
  return {
    resources: {
      note: async (kind, data) => {
        opened ??= open();
        return (await opened).later.resources.note(kind, data);
      },
    },
    settle: (context) => end(context, true),
    giveUp: (context) => end(context, false),
  };
}
