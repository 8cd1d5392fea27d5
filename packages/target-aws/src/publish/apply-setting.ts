import { callAws } from './call';
import type { AwsContext } from './context';
import { enableImage } from './enable-image';
import type { FoundImage } from './found-image';
import type { Setting } from './plan-region';
import { shareImage } from './share-image';
import { type Tags, tagNames, toAwsTags } from './tags';
import type { RegionWish } from './wish';

export interface SettingTarget {
  readonly wish: RegionWish;
  readonly image: FoundImage;
}

type Apply<S extends Setting> = (context: AwsContext, target: SettingTarget, setting: S) => Promise<unknown>;

const appliers: { readonly [K in Setting['kind']]: Apply<Extract<Setting, { kind: K }>> } = {
  enable: (context, { wish, image }) => enableImage(context, wish.region, image),
  release: (context, target) =>
    call(context, target, 'DeleteTags', (options) =>
      getEc2(context, target).deleteTags(
        {
          Resources: [target.image.id, ...target.image.snapshots],
          Tags: [{ Key: tagNames.quarantined }],
        },
        options,
      ),
    ),
  tag: (context, target, { tags }) => setTags(context, target, tags),
  'hand-over': (context, target, { build }) => setTags(context, target, { [tagNames.build]: build }),
  share: async (context, target, { as }) => {
    const { wish, image } = target;
    await shareImage(context, wish.region, { image, sharing: wish.sharing });
    // Last: it says that the rest was done.
    if (as !== undefined) return setTags(context, target, { [tagNames.sharing]: as });
    return call(context, target, 'DeleteTags', (options) =>
      getEc2(context, target).deleteTags(
        { Resources: [image.id], Tags: [{ Key: tagNames.sharing }] },
        options,
      ),
    );
  },
  deprecate: (context, target, { at }) =>
    call(context, target, 'EnableImageDeprecation', (options) =>
      getEc2(context, target).enableImageDeprecation(
        { ImageId: target.image.id, DeprecateAt: new Date(at) },
        options,
      ),
    ),
  protect: (context, target, { isProtected }) => {
    const input = { ImageId: target.image.id };
    const ec2 = getEc2(context, target);
    return isProtected
      ? call(context, target, 'EnableImageDeregistrationProtection', (options) =>
          ec2.enableImageDeregistrationProtection(input, options),
        )
      : call(context, target, 'DisableImageDeregistrationProtection', (options) =>
          ec2.disableImageDeregistrationProtection(input, options),
        );
  },
};

/** Changes an image as a plan says. Doing so twice changes nothing the second time. */
export async function applySetting(
  context: AwsContext,
  target: SettingTarget,
  setting: Setting,
): Promise<void> {
  const apply = appliers[setting.kind] as Apply<Setting>;
  await apply(context, target, setting);
}

function getEc2({ session }: AwsContext, { wish }: SettingTarget) {
  return session.ec2(wish.region);
}

function call<T>(
  context: AwsContext,
  { wish }: SettingTarget,
  action: string,
  make: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  return callAws(context, { action, region: wish.region, what: wish.name, isYoung: true }, make);
}

/** The snapshots of an image are told apart by the same tags. */
function setTags(context: AwsContext, target: SettingTarget, tags: Tags) {
  const resources = [target.image.id, ...target.image.snapshots];
  return call(context, target, 'CreateTags', (options) =>
    getEc2(context, target).createTags({ Resources: resources, Tags: toAwsTags(tags) }, options),
  );
}
