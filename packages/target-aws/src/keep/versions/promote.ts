import type { AwsContext } from '../../publish/context';
import { listParameters } from '../../publish/list-parameters';
import { pointAt } from '../../publish/move-pointers';
import { fill } from '../../publish/wish';
import { findVersion, type RegionVersion, type VersionQuestion } from './find-version';
import type { VersionChange } from './version-change';

export interface PromoteRequest extends VersionQuestion {
  /** Name of a parameter, in which `{image}` stands for the image's name. */
  readonly channel: string;
}

/** Has a channel hold a version, in every region. No pointer moves before the version is known to be in all of them. */
export async function preparePromotion(context: AwsContext, request: PromoteRequest): Promise<VersionChange> {
  const versions = await findVersion(context, request);
  const channel = fill(request.channel, { image: request.image });
  const wrong: RegionVersion[] = [];
  for (const version of versions) {
    const there = await listParameters(context, version.region, [channel]);
    if (there.get(channel) !== version.image.id) wrong.push(version);
  }
  return {
    changes: wrong.map(({ region, image }) => `point ${channel} at ${image.name} (${image.id}) in ${region}`),
    apply: async () => {
      for (const { region, image } of wrong) await pointAt(context, region, { channels: [channel], image });
    },
  };
}
