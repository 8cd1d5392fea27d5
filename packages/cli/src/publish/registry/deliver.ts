import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import type { Push, TagState } from '@strata/layers/registry';
import type { Delivery, Resource, StartActivity } from '@strata/sdk';
import type { PublishLedger } from '../destination';
import type { RegistryPlace } from './address';
import { seenTagKind } from './seen-tag';

/** An image on its way into a repository. Without a tag it is seen by those alone who know its digest. */
export function createDelivery(
  { registry, repository }: RegistryPlace,
  {
    push,
    published,
    ledger,
    startActivity,
  }: {
    readonly push: Push;
    readonly published: readonly Published[];
    readonly ledger: PublishLedger;
    readonly startActivity: StartActivity;
  },
): Delivery<readonly Published[]> {
  const { left } = ledger;
  const seen: Resource[] = [...left].reverse();
  let isHandedOver = false;
  const note = async ({ name: tag, before = '' }: TagState) => {
    const isNoted = left.some(({ data }) => data['tag'] === tag && data['digest'] === push.digest);
    if (isHandedOver || isNoted) return;
    const { digest } = push;
    seen.push(await ledger.note(seenTagKind, { registry, repository, tag, digest, before }));
  };
  const conceal = async () => {
    const problems: Diagnostic[] = [];
    for (const each of seen.splice(0).reverse())
      await each.remove().catch((error: unknown) => problems.push(...getProblems(error)));
    return problems;
  };
  return {
    send: async () => {
      await push.send(startActivity);
      return published;
    },
    reveal: () => push.setTags(note),
    conceal,
    // What has no tag is removed by the registry's own collection.
    discard: conceal,
    handOver: async () => {
      isHandedOver = true;
      await ledger.keep(seen.splice(0));
    },
    finish: async () => {},
    [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
  };
}

function getProblems(error: unknown): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics;
  throw error;
}
