import { Failure } from '@strata/diagnostics';
import { type Delivery, isMarkedBuild } from '@strata/sdk';
import type { AzureContext } from './context';
import { dropSource, settleSource } from './disk-source';
import type { FoundVersion } from './found-version';
import type { PublicationLedger } from './holdings';
import { finishVersion, makeVersion, revealVersion, type VersionWork } from './make-version';
import type { AzurePublicationRequest } from './publish-to-azure';
import { tagNames } from './tags';

/** An image on its way into a gallery; gives the resource id of the version. The ledger is held until this is let go of. */
export type AzureDelivery = Delivery<string>;

/**
 * What is made is the publication's until the version is in all regions, then the destination's; then alone its tag says so.
 * Those who ask for the latest get it when it is revealed, or when it is the destination's.
 */
export function createDelivery(
  context: AzureContext,
  {
    request,
    work,
    ledger,
  }: {
    readonly request: AzurePublicationRequest;
    readonly work: VersionWork;
    readonly ledger: PublicationLedger;
  },
): AzureDelivery {
  const { desk, log, warn } = request;
  const { holdings } = work;
  const { wish } = work.plan;
  let made: FoundVersion | undefined;
  let isHandedOver = false;
  const attempt = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof Failure)
        await log.note({ state: 'failed', key: wish.key, problem: error.message });
      throw error;
    } finally {
      // What was looked up is not true any more.
      desk.forget(wish.definition);
    }
  };
  return {
    send: () =>
      attempt(async () => {
        const version = await makeVersion(context, work);
        await dropSource(work);
        // Who ends it wants nothing of it, or goes on later.
        context.signal.throwIfAborted();
        made = version;
        return version.id;
      }),
    reveal: () =>
      attempt(async () => {
        if (!made || made.isExcludedFromLatest === wish.isExcludedFromLatest) return;
        if (!isHandedOver) await holdings.noteSeen(made);
        made = await revealVersion(context, work, made);
      }),
    conceal: () => attempt(() => holdings.conceal()),
    discard: () => attempt(() => ledger.undo()),
    handOver: async () => {
      if (!made) return;
      await holdings.handOver();
      isHandedOver = true;
    },
    finish: () =>
      attempt(async () => {
        if (!made) return;
        if (isMarkedBuild(made.tags[tagNames.build] ?? '')) await settleSource(context, work);
        made = await finishVersion(context, work, made);
        for (const { summary, detail } of await holdings.clear()) warn(`${summary}: ${detail}`);
        await log.note({ state: 'in', key: wish.key, version: made.name });
        await log.close();
      }),
    [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
  };
}
