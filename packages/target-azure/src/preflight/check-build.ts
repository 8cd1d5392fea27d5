import { getBlock, getBlocks, getTexts, isGiven } from '@strata/sdk';
import { makesVersion } from '../builders/rules/output';
import type { Options } from '../builders/rules/rule';
import { getBuildNeeds } from '../policy';
import { getText, makesCertificate } from '../policy/build-needs';
import { foldRegion } from '../publish/wish';
import { callManager } from '../wait';
import { checkNames } from './check-names';
import { checkNetwork } from './check-network';
import { checkPermissions } from './check-permissions';
import { checkProviders } from './check-providers';
import { checkRegions } from './check-regions';
import { checkSize } from './check-size';
import { checkSource, type SourceFacts } from './check-source';
import { type Finding, findOut, unknown } from './finding';
import type { Scene } from './scene';

/** What Azure tells nobody who does not try. */
export const beyondRoles: Finding = unknown(
  'policies, deny assignments and conditions of roles',
  'Azure judges them when something is made',
);

const noSource: SourceFacts = { findings: [] };

/** Everything that a build needs of Azure and that can be known before it: nothing is made. */
export async function checkBuild(scene: Scene, options: Options): Promise<readonly Finding[]> {
  const place = await findPlace(scene, options);
  const { location } = place;
  const [providers, regions, source, network, names, permissions] = await Promise.all([
    checkProviders(scene, listServices(options)),
    checkRegions(scene, listRegions(options, location)),
    location === undefined ? noSource : checkSource(scene, options, location),
    location === undefined ? [] : checkNetwork(scene, options, location),
    checkNames(scene, options),
    checkPermissions(scene, getBuildNeeds(options, scene.session.subscription)),
  ]);
  const isUsable = regions[0]?.diagnostics.length === 0;
  const size =
    location === undefined || !isUsable
      ? []
      : await checkSize(scene, { options, location, generation: source.generation });
  return [
    ...place.findings,
    ...providers,
    ...regions,
    ...source.findings,
    ...size,
    ...network,
    ...names,
    ...permissions,
    beyondRoles,
  ];
}

/** Where the machine is made: in the region that the template names, or in that of its group. */
async function findPlace({ ask, session }: Scene, options: Options) {
  const group = getText(options, 'build_resource_group_name');
  const given = getText(options, 'location');
  if (group === undefined) return { findings: [], location: given && foldRegion(given) };
  const found: string[] = [];
  const finding = await findOut(`build_resource_group_name ${group}`, async () => {
    const request = { action: 'Looking for the resource group', what: group };
    const { resourceGroups } = session.resources();
    found.push(
      foldRegion((await callManager(ask, request, (told) => resourceGroups.get(group, told))).location),
    );
    return [];
  });
  return { findings: [finding], location: found[0] };
}

function listServices(options: Options): readonly string[] {
  return [
    'Microsoft.Compute',
    'Microsoft.Network',
    ...(isGiven(options['capture_container_name']) ? ['Microsoft.Storage'] : []),
    ...(makesCertificate(options) ? ['Microsoft.KeyVault'] : []),
  ];
}

/** That of the machine first. */
function listRegions(options: Options, location: string | undefined) {
  const own = location === undefined ? [] : [{ region: location, type: 'virtualMachines' }];
  if (!makesVersion(options)) return own;
  const gallery = getBlock(options, 'shared_image_gallery_destination');
  const named = [
    ...getTexts(gallery['replication_regions']),
    ...getBlocks(gallery, 'target_region').flatMap((one) => getText(one, 'name') ?? []),
  ];
  const regions = new Set([...(location === undefined ? [] : [location]), ...named.map(foldRegion)]);
  return [...own, ...[...regions].map((region) => ({ region, type: 'galleries' }))];
}
