import type { ConnectMachine } from '@strata/sdk';

/** What builders reach their machines by. */
export interface BuilderMeans {
  readonly connectMachine: ConnectMachine;
}
