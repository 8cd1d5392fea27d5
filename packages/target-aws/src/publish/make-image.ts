import type { AwsContext } from './context';
import { copyImage } from './copy-image';
import { discardImage } from './discard-image';
import { ensureSnapshot } from './ensure-snapshot';
import type { FoundImage } from './found-image';
import type { Holding } from './holdings';
import type { ImageWatch } from './image-watch';
import type { RegionPlan, RegionView } from './plan-region';
import { registerImage } from './register-image';
import type { MakeRequest } from './request';

export interface RegionWork {
  readonly plan: RegionPlan;
  readonly view: RegionView;
  readonly watch: ImageWatch;
}

/** One that is being carried out. */
export interface OpenWork extends RegionWork {
  readonly holding: Holding;
}

/** Sees to it that the home region has the image. */
export async function makeHomeImage(
  context: AwsContext,
  request: MakeRequest,
  { plan, view, watch, holding }: OpenWork,
): Promise<FoundImage> {
  const { found, making } = plan;
  const { wish } = holding;
  const { region, key } = wish;
  if (found && making === 'none') return found;
  if (found && making === 'wait') return wait(found.id);
  await holding.note();
  if (found) await discardImage(context, region, found);
  const snapshot = await ensureSnapshot(context, request, { wish, images: view.images });
  await request.log.note({ region, key, state: 'registering' });
  const { registration } = request.destination;
  const image = await wait(await registerImage(context, { wish, snapshot, registration }));
  // Another publication of the same was faster.
  if (!image.snapshots.includes(snapshot.id)) await holding.dropSnapshot();
  return image;

  async function wait(id: string): Promise<FoundImage> {
    await request.log.note({ region, key, state: 'waiting', image: id });
    return watch.wait(id);
  }
}

/** Sees to it that another region has a copy. */
export async function makeCopy(
  context: AwsContext,
  request: MakeRequest,
  { plan, watch, holding, source }: OpenWork & { readonly source: FoundImage & { readonly region: string } },
): Promise<FoundImage> {
  const { found, making } = plan;
  const { wish } = holding;
  const { region, key } = wish;
  if (found && making === 'none') return found;
  const id = found && making === 'wait' ? found.id : await copy();
  await request.log.note({ region, key, state: 'waiting', image: id });
  return watch.wait(id);

  async function copy(): Promise<string> {
    const before = request.log.findAttempt(region, key);
    const attempt = found ? before + 1 : Math.max(1, before);
    await holding.note();
    await request.log.note({ region, key, state: 'copying', attempt });
    if (found) await discardImage(context, region, found);
    return copyImage(context, { wish, source, encryption: request.destination.encryption, attempt });
  }
}
