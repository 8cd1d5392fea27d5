import { getResourceKinds } from '@strata/engine';
import type { ResourceKind } from '@strata/sdk';
import type { Session } from '../session';
import { seenTagKind } from './registry/seen-tag';

/** Everything that a ledger of the workspace may name. */
export function getAllKinds({ run }: Pick<Session, 'run'>): ReadonlyMap<string, ResourceKind> {
  return new Map([
    ...getResourceKinds(run.registry),
    [seenTagKind.kind, seenTagKind as unknown as ResourceKind],
  ]);
}
