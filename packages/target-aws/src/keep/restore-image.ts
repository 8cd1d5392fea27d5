import { applySetting } from '../publish/apply-setting';
import type { AwsContext } from '../publish/context';
import { getSettings } from '../publish/plan-region';
import { tagNames } from '../publish/tags';
import type { RegionWish } from '../publish/wish';
import type { KeepTarget, Remainder } from './target';

/** Makes an image that was put aside be as its destination has its images: enabled, shared and protected. */
export async function restoreImage(
  context: AwsContext,
  { destination, region, image }: KeepTarget,
): Promise<Remainder> {
  const wish: RegionWish = {
    ...{ region, isHome: region === destination.region, key: image.key ?? '', name: image.name },
    encryption: image.tags[tagNames.encryption] ?? '',
    tags: {},
    sharing: destination.sharing,
    // It has the one that it was published with.
    deprecateAfter: undefined,
    isProtected: destination.isProtected,
    channels: [],
  };
  for (const setting of getSettings(wish, image, context.clock.now()))
    await applySetting(context, { wish, image }, setting);
  return undefined;
}
