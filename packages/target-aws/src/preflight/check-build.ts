import { getBlock, getTexts, type Options } from '../builders/rules/rule';
import { checkKeys } from './check-keys';
import { checkName } from './check-name';
import { checkNetwork } from './check-network';
import { checkPermissions } from './check-permissions';
import { checkQuotas } from './check-quotas';
import { checkRegions, keepUsable } from './check-regions';
import { checkSource } from './check-source';
import { getBuildRuns } from './dry-runs';
import { type Finding, findOut } from './finding';
import { getText, type Scene } from './scene';

/** Everything that a build needs of AWS and that can be known before it: nothing is made. */
export async function checkBuild(scene: Scene, options: Options): Promise<readonly Finding[]> {
  const { region } = scene.session;
  const [regions, source, network, profile, name, quotas] = await Promise.all([
    checkRegions(scene, [region, ...getTexts(options['ami_regions'])]),
    checkSource(scene, options),
    checkNetwork(scene, options),
    checkProfile(scene, options),
    checkName(scene, options),
    checkQuotas(scene, options),
  ]);
  const runs = keepUsable(getBuildRuns(region, options, source.image), regions);
  const permissions = await checkPermissions(scene, runs);
  const keys = Object.entries(getBlock(options, 'region_kms_key_ids')).map(([name, key]) => [
    name,
    String(key),
  ]);
  const own = getText(options, 'kms_key_id');
  return [
    ...regions,
    ...source.findings,
    ...network,
    ...profile,
    ...name,
    ...checkKeys({ ...(own !== undefined && { [region]: own }), ...Object.fromEntries(keys) }),
    ...permissions,
    ...quotas,
  ];
}

async function checkProfile({ session, signal }: Scene, options: Options): Promise<readonly Finding[]> {
  const name = getText(options, 'iam_instance_profile');
  if (name === undefined) return [];
  const checked = `iam_instance_profile ${name}`;
  const request = { action: 'GetInstanceProfile', region: session.region, what: checked };
  const look = async () => {
    await session.iam().getInstanceProfile({ InstanceProfileName: name }, { abortSignal: signal });
    return [];
  };
  return [await findOut(checked, request, look)];
}
