import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { PageBlobClient } from '@azure/storage-blob';
import type { Activity, Clock } from '@strata/sdk';
import { classifyAzure } from '../errors';
import { blockSize } from './block-map';
import type { BlockRun, OpenDisk } from './disk';
import type { UploadPlan } from './plan-upload';
import { createSlots, type Slots } from './slots';

export interface SendRequest {
  readonly blob: Pick<PageBlobClient, 'uploadPages' | 'clearPages'>;
  readonly disk: Pick<OpenDisk, 'read'>;
  readonly plan: Pick<UploadPlan, 'writes' | 'clears'>;
  /** Called with the first block of each stretch that is in the blob. */
  readonly onSent: (first: number) => void;
}

export interface SendContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly activity?: Activity | undefined;
}

const SECOND = 1_000;
/** A stretch of 4 MiB takes this over a line of half a MBit/s. */
const ANSWER_WITHIN = 60 * SECOND;
const FIRST_PAUSE = SECOND / 2;
const LONGEST_PAUSE = 15 * SECOND;
/** An account that lets nothing through for so long has no room for an upload. */
const GIVE_UP_AFTER = 150 * SECOND;

/**
 * Writes and clears pages of a blob, as many stretches at a time as the line and the account let through. A lost answer, a
 * refusal because of too many requests and a fault of the service are waited for, as long as anything goes well.
 *
 * @throws what the SDK threw last for the first stretch that could not be sent; no request is under way any more then
 */
export async function sendPages(context: SendContext, request: SendRequest): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  // Every stretch that waits for its turn listens to it; Node would warn of a leak.
  setMaxListeners(0, signal);
  const slots = createSlots();
  const send = createSend({ ...context, signal }, request, slots);
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  for (const stretch of listStretches(request.plan)) {
    const give = await slots.take();
    if (signal.aborted) {
      give();
      break;
    }
    const work = send(stretch)
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

interface Stretch extends BlockRun {
  readonly kind: 'write' | 'clear';
}

function listStretches({ writes, clears }: SendRequest['plan']): readonly Stretch[] {
  return [
    ...clears.map((run): Stretch => ({ ...run, kind: 'clear' })),
    ...writes.map((run): Stretch => ({ ...run, kind: 'write' })),
  ];
}

/** Sends one stretch, however often it takes. */
function createSend({ clock, signal, activity }: SendContext, request: SendRequest, slots: Slots) {
  let wentWell = clock.now();
  const isWorth = (error: unknown) => {
    const kind = classifyAzure(error);
    const isPassing = kind === 'throttled' || kind === 'no-answer' || kind === 'service';
    return isPassing && clock.now() - wentWell < GIVE_UP_AFTER;
  };
  return async (stretch: Stretch): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await sendOnce(request, stretch, signal);
        break;
      } catch (error) {
        signal.throwIfAborted();
        if (!isWorth(error)) throw error;
        slots.shrink();
        await clock.sleep(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)), signal);
      }
    }
    wentWell = clock.now();
    slots.grow();
    request.onSent(stretch.first);
    if (stretch.kind === 'write') activity?.add(stretch.count * blockSize);
  };
}

async function sendOnce(
  { blob, disk }: SendRequest,
  { kind, first, count }: Stretch,
  signal: AbortSignal,
): Promise<void> {
  const [start, length] = [first * blockSize, count * blockSize];
  const late = AbortSignal.timeout(ANSWER_WITHIN);
  const abortSignal = AbortSignal.any([signal, late]);
  try {
    if (kind === 'clear') {
      await blob.clearPages(start, length, { abortSignal });
      return;
    }
    const bytes = await disk.read(start, length);
    const digest = createHash('md5').update(bytes).digest();
    await blob.uploadPages(bytes, start, length, { abortSignal, transactionalContentMD5: digest });
  } catch (error) {
    signal.throwIfAborted();
    throw late.aborted ? Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }) : error;
  }
}
