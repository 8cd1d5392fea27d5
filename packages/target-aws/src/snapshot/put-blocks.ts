import { setMaxListeners } from 'node:events';
import type { EBS } from '@aws-sdk/client-ebs';
import type { Activity, Clock } from '@strata/sdk';
import { blockSize } from './block-map';
import type { OpenDisk } from './disk';
import { createPace } from './pace';
import { createPatience } from './patience';
import { createPersistence } from './persistence';
import { createSlots } from './slots';
import { classifyTrouble } from './trouble';

export interface PutRequest {
  readonly snapshotId: string;
  readonly disk: Pick<OpenDisk, 'readBlock' | 'size'>;
  /** Blocks to put, by number, each with the sha256 in base64 of what it is to hold. */
  readonly puts: ReadonlyMap<number, string>;
  /** Called with the number of each block that is in the snapshot. */
  readonly onPut: (index: number) => void;
}

export interface PutContext {
  readonly ebs: Pick<EBS, 'putSnapshotBlock'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly activity?: Activity | undefined;
}

/**
 * Puts blocks into a pending snapshot, as many at a time as the line and the account let through. A lost answer, a refusal
 * because of too many requests and a part of the service that does not know of the snapshot yet are waited for.
 *
 * @throws what the SDK threw last for the first block that could not be put; no request is under way any more then
 */
export async function putBlocks(context: PutContext, request: PutRequest): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  // Every block that waits for its turn listens to it; Node would warn of a leak.
  setMaxListeners(0, signal);
  const put = createPut({ ...context, signal }, request);
  const slots = createSlots();
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  for (const [index, digest] of request.puts) {
    const give = await slots.take();
    if (signal.aborted) break;
    const work = put(index, digest, slots)
      .catch((error: unknown) => {
        failure ??= { error };
        stop.abort();
      })
      .finally(() => {
        underWay.delete(work);
        give();
      });
    underWay.add(work);
  }
  await Promise.all(underWay);
  context.signal.throwIfAborted();
  if (failure) throw failure.error;
}

type Slots = ReturnType<typeof createSlots>;

/** Puts one block, however often it takes. */
function createPut({ ebs, clock, signal, activity }: PutContext, request: PutRequest) {
  const { snapshotId, disk, onPut } = request;
  const pace = createPace(clock);
  const patience = createPatience();
  const persistence = createPersistence(clock);
  const send = async (index: number, digest: string) => {
    const begun = clock.now();
    const late = AbortSignal.timeout(Math.ceil(patience.limit));
    const bytes = index * blockSize < disk.size ? await disk.readBlock(index) : Buffer.alloc(blockSize);
    try {
      await ebs.putSnapshotBlock(
        {
          SnapshotId: snapshotId,
          BlockIndex: index,
          BlockData: bytes,
          DataLength: blockSize,
          Checksum: digest,
          ChecksumAlgorithm: 'SHA256',
        },
        { abortSignal: AbortSignal.any([signal, late]) },
      );
      patience.answered(clock.now() - begun);
    } catch (error) {
      if (late.aborted) patience.missed();
      throw error;
    }
  };
  return async (index: number, digest: string, slots: Slots): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      await pace.wait(signal);
      try {
        await send(index, digest);
        break;
      } catch (error) {
        signal.throwIfAborted();
        const trouble = classifyTrouble(error);
        if (trouble === 'throttled') pace.throttled();
        if (trouble === 'throttled' || trouble === 'broken') slots.shrink();
        const wait = persistence.getWait(trouble, attempt);
        if (wait === undefined) throw error;
        await clock.sleep(wait, signal);
      }
    }
    pace.succeeded();
    persistence.succeeded();
    slots.grow();
    onPut(index);
    activity?.add(blockSize);
  };
}
