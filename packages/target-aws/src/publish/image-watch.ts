import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import { listImages } from './list-images';

/** Waits for images of a region, all with one question at a time. */
export interface ImageWatch {
  /** @throws Failure AWS080 for one that AWS failed to make, or did not make in time */
  wait(id: string): Promise<FoundImage>;
}

const second = 1000;
/** Registering takes seconds and copying minutes: pauses grow. */
const firstPause = 2 * second;
const longestPause = 15 * second;
/** Copies of large disks to far regions take an hour. */
const madeWithin = 3 * 3600 * second;
/** One that is unknown for longer than AWS takes to make things known was removed. */
const knownWithin = 180 * second;
/** A filter takes no more values. */
const mostAtOnce = 200;

interface Waiting {
  readonly begun: number;
  readonly resolve: (image: FoundImage) => void;
  readonly reject: (reason: unknown) => void;
}

export function createImageWatch(context: AwsContext, region: string): ImageWatch {
  const { clock, signal } = context;
  const waiting = new Map<string, Waiting[]>();
  let isWatching = false;
  const settle = (id: string, end: (each: Waiting) => void) => {
    const all = waiting.get(id) ?? [];
    waiting.delete(id);
    for (const each of all) end(each);
  };
  const look = async () => {
    const ids = [...waiting.keys()].slice(0, mostAtOnce);
    const images = await listImages(context, region, [{ Name: 'image-id', Values: ids }]);
    const found = new Map(images.map((image) => [image.id, image]));
    for (const id of ids) {
      const image = found.get(id);
      const age = clock.now() - (waiting.get(id)?.[0]?.begun ?? 0);
      if (image?.state === 'available' || image?.state === 'disabled')
        settle(id, ({ resolve }) => resolve(image));
      else if (image?.state === 'failed') settle(id, ({ reject }) => reject(failed(region, image)));
      else if (age > (image ? madeWithin : knownWithin))
        settle(id, ({ reject }) => reject(late(region, id, image)));
    }
  };
  const watch = async () => {
    isWatching = true;
    try {
      for (let pause = firstPause; waiting.size > 0; pause = Math.min(longestPause, pause * 2)) {
        await look();
        if (waiting.size > 0) await clock.sleep(pause, signal);
      }
    } catch (error) {
      for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error));
    } finally {
      isWatching = false;
    }
  };
  return {
    wait: (id) =>
      new Promise((resolve, reject) => {
        waiting.set(id, [...(waiting.get(id) ?? []), { begun: clock.now(), resolve, reject }]);
        if (!isWatching) void watch();
      }),
  };
}

function failed(region: string, { id, name, reason }: FoundImage): Failure {
  return new Failure(
    problem('AWS080', {
      detail: `AWS did not make the image ${name} (${id}) in ${region}: ${reason ?? 'it does not say why'}.`,
      hint: 'Publish again: it is replaced. If it is encrypted, see that its key of KMS may be used there.',
    }),
  );
}

function late(region: string, id: string, image: FoundImage | undefined): Failure {
  return new Failure(
    problem('AWS080', {
      detail: image
        ? `AWS has not made the image ${image.name} (${id}) in ${region} within three hours.`
        : `AWS does not know the image ${id} in ${region}, which it said it would make.`,
      hint: 'Publish again: what is made in the meantime is not made a second time.',
    }),
  );
}
