import type { AwsDestination } from '../publish/settings';
import { checkKeys } from './check-keys';
import { checkPermissions } from './check-permissions';
import { publicationQuotas } from './check-quotas';
import { checkRegions, keepUsable } from './check-regions';
import { getPublishRuns } from './dry-runs';
import { type Finding, findOut } from './finding';
import type { Scene } from './scene';

/** Everything that a publication needs of AWS and that can be known before it: nothing is made or sent. */
export async function checkPublication(
  scene: Scene,
  { region, regions, encryption, channels }: AwsDestination,
): Promise<readonly Finding[]> {
  const found = await checkRegions(scene, regions);
  const usable = keepUsable(
    regions.map((name) => ({ region: name })),
    found,
  );
  const others = await Promise.all([
    checkPermissions(scene, keepUsable(getPublishRuns(region, regions), found)),
    ...(channels.length > 0 ? usable.map((each) => checkChannels(scene, each.region, channels)) : []),
  ]);
  return [...found, ...others.flat(), ...checkKeys(encryption.kmsKeys), publicationQuotas];
}

/** Reading is all that can be tried out. */
async function checkChannels(
  { session, signal }: Scene,
  region: string,
  channels: readonly string[],
): Promise<readonly Finding[]> {
  const [name = ''] = channels.map((channel) => channel.replaceAll('{image}', 'strata-preflight'));
  const request = { action: 'GetParameters', region, what: 'channels' };
  const look = async () => {
    await session.ssm(region).getParameters({ Names: [name] }, { abortSignal: signal });
    return [];
  };
  return [await findOut(`permission for GetParameters in ${region}`, request, look)];
}
