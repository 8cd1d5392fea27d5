import type { LaunchPermission } from '@aws-sdk/client-ec2';
import type { RemoveContext, ResourceKind } from '@strata/sdk';
import { callAws } from '../publish/call';
import type { AwsContext } from '../publish/context';
import { listImages } from '../publish/list-images';
import { listParameters } from '../publish/list-parameters';
import { pointBack } from '../publish/move-pointers';
import { setSharing } from '../publish/share-image';
import { tagNames } from '../publish/tags';
import { openReach, type Reach } from './reach';

/** What could be seen of an image before a set of images is revealed. To remove it is to put that back. */
type Seen = Reach & {
  /** What is changed: a parameter, or the image itself. */
  readonly what: string;
  /** Id of the image. */
  readonly id: string;
  /** What its tag for the build said: once it says something else, another publication has taken the image over. */
  readonly tag: string;
};

/** What the parameter of a channel held; empty when it was not there. */
export type SeenChannel = Seen & { readonly before: string };

/** Whom an image was shared with: permissions as AWS says them, in JSON, and accounts. */
export type SeenSharing = Seen & { readonly launch: string; readonly volumes: readonly string[] };

export const channelKind: ResourceKind<SeenChannel> = {
  kind: 'aws-channel',
  async remove(removal, { what: parameter, id, tag, before, ...reach }) {
    const context = await openContext(removal, reach);
    const { region } = reach;
    // Who has set it since meant it.
    if ((await listParameters(context, region, [parameter])).get(parameter) !== id) return;
    if (!(await findOwn(context, region, { id, tag }))) return;
    removal.reporter.say(`Putting ${parameter} in ${region} back to ${before || 'nothing'}...`);
    await pointBack(context, region, { parameter, before: before || undefined });
  },
};

export const sharingKind: ResourceKind<SeenSharing> = {
  kind: 'aws-sharing',
  async remove(removal, { id, tag, launch, volumes, ...reach }) {
    const context = await openContext(removal, reach);
    const { region } = reach;
    const image = await findOwn(context, region, { id, tag });
    if (!image) return;
    const wanted = { launch: JSON.parse(launch) as LaunchPermission[], volumes };
    await setSharing(context, region, { image, wanted });
    await untag(context, region, id);
  },
};

/** Kinds of what is put back before what was made is removed. */
export const seenKinds = [channelKind, sharingKind] as readonly ResourceKind[];

async function openContext({ ports, signal, reporter }: RemoveContext, reach: Reach): Promise<AwsContext> {
  return { session: await openReach({ ports, signal, reporter }, reach), clock: ports.clock, signal };
}

/** The image, when nobody has removed it or taken it over. */
async function findOwn(context: AwsContext, region: string, { id, tag }: Pick<Seen, 'id' | 'tag'>) {
  const [found] = await listImages(context, region, [{ Name: 'image-id', Values: [id] }]);
  return (found?.tags[tagNames.build] ?? '') === tag ? found : undefined;
}

/** What says whom it is shared with would not be true: a publication looks then, and sets it right. */
async function untag(context: AwsContext, region: string, id: string): Promise<void> {
  await callAws(context, { action: 'DeleteTags', region, what: id }, (options) =>
    context.session.ec2(region).deleteTags({ Resources: [id], Tags: [{ Key: tagNames.sharing }] }, options),
  );
}
