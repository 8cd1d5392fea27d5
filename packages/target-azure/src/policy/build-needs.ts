import { getBlock, getBlocks, getTexts, isGiven, reveal, type Text } from '@strata/sdk';
import type { Options } from '../builders/rules/rule';
import { parseGalleryImageId } from '../machine/gallery-image-id';
import { JOIN, of, types } from './actions';
import { getImageNeeds } from './image-needs';
import { getGroupScope, getScopeOf, getSubscriptionScope, type Need, needAll } from './need';

/** Where a build works. */
export interface BuildPlace {
  readonly options: Options;
  /** Id of the subscription. */
  readonly subscription: string;
  /** Scope of the machine and all that belongs to it. */
  readonly scope: string;
}

/** What a build by `azure-arm` takes of Azure with its options. */
export function getBuildNeeds(options: Options, subscription: string): readonly Need[] {
  const group = getText(options, 'build_resource_group_name');
  const place = { options, subscription, scope: getGroupScope(subscription, group) };
  return [
    ...getGroupNeeds(place),
    ...getSourceNeeds(place),
    ...getNetworkNeeds(place),
    ...getVaultNeeds(place),
    ...getMachineNeeds(place),
    ...getImageNeeds(place),
  ];
}

/** A text that an option holds; an empty one is none. */
export function getText(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The subscription of a gallery, which may be another one. */
export function getGallerySubscription(gallery: Options, own: string): string {
  const given = gallery['subscription'];
  return isGiven(given) ? reveal(given as Text) : own;
}

const PARTS = [types.machine, types.networkInterface, types.disk];
const OWN_NETWORK = [types.network, types.securityGroup];

/** A group of its own goes as a whole. In another one each part is found, and goes, by itself. */
function getGroupNeeds(place: BuildPlace): readonly Need[] {
  const { options, scope } = place;
  if (!isGiven(options['build_resource_group_name']))
    return needAll(scope, ...of(types.group, 'read', 'write', 'delete'));
  const parts = [
    ...PARTS,
    ...(isPublic(options) ? [types.address] : []),
    ...(isForeign(options) ? [] : OWN_NETWORK),
    ...(makesCertificate(options) ? [types.vault] : []),
  ];
  return [
    ...needAll(scope, ...of(types.group, 'read', 'resources/read')),
    ...needAll(scope, ...parts.flatMap((type) => of(type, 'read', 'delete'))),
  ];
}

function getSourceNeeds({ options, subscription }: BuildPlace): readonly Need[] {
  const image = getText(options, 'custom_managed_image_name');
  if (image !== undefined) {
    const scope = getGroupScope(subscription, getText(options, 'custom_managed_image_resource_group_name'));
    return needAll(scope, ...of(types.image, 'read'));
  }
  const gallery = getBlock(options, 'shared_image_gallery');
  const named = parseGalleryImageId(getText(gallery, 'id') ?? '');
  const group = named?.group ?? getText(gallery, 'resource_group');
  if (group === undefined) return [];
  const owner = named?.subscription ?? getGallerySubscription(gallery, subscription);
  const version = named ? named.version : getText(gallery, 'image_version');
  const isExact = version !== undefined && version !== 'latest';
  return needAll(
    getGroupScope(owner, group),
    ...of(types.definition, 'read'),
    ...(isExact ? of(types.version, 'read') : []),
  );
}

function isForeign(options: Options): boolean {
  return isGiven(options['virtual_network_name']);
}

/** Whether the machine has an address in the internet. */
export function isPublic(options: Options): boolean {
  return !isForeign(options) || isGiven(options['private_virtual_network_with_public_ip']);
}

function getNetworkNeeds({ options, subscription, scope }: BuildPlace): readonly Need[] {
  const own = [
    ...needAll(scope, ...of(types.networkInterface, 'read', 'write', JOIN)),
    ...(isPublic(options) ? needAll(scope, ...of(types.address, 'read', 'write', JOIN)) : []),
  ];
  if (!isForeign(options))
    return [
      ...own,
      ...needAll(scope, ...of(types.network, 'read', 'write', `subnets/${JOIN}`)),
      ...needAll(scope, ...of(types.securityGroup, 'read', 'write', JOIN)),
    ];
  const group = getText(options, 'virtual_network_resource_group_name');
  const network = getGroupScope(subscription, group);
  return [
    ...own,
    ...needAll(network, ...of(types.network, `subnets/${JOIN}`)),
    // Looked for by its name alone where nothing says in which group it is.
    ...(group === undefined ? needAll(network, 'Microsoft.Resources/subscriptions/resources/read') : []),
    ...(group === undefined || !isGiven(options['virtual_network_subnet_name'])
      ? needAll(network, ...of(types.network, 'read'))
      : []),
  ];
}

/** Whether Windows gets a certificate by a vault: of its WinRM, or of the key that logs in. */
export function makesCertificate(options: Options): boolean {
  const isWindows = String(options['os_type']).toLowerCase() === 'windows';
  if (!isWindows || isGiven(options['skip_create_build_key_vault'])) return false;
  return (
    options['communicator'] === 'ssh' ||
    (options['communicator'] === 'winrm' && options['winrm_use_ssl'] !== false)
  );
}

function getVaultNeeds({ options, scope }: BuildPlace): readonly Need[] {
  if (!makesCertificate(options)) return [];
  return needAll(scope, ...of(types.vault, 'read', 'write', 'secrets/write', 'deploy/action'));
}

function getMachineNeeds({ options, subscription, scope }: BuildPlace): readonly Need[] {
  const everywhere = getSubscriptionScope(subscription);
  const sets = [getText(options, 'disk_encryption_set_id') ?? []].flat();
  return [
    ...needAll(scope, ...of(types.machine, 'read', 'write', 'deallocate/action')),
    ...needAll(scope, ...of(types.disk, 'write')),
    ...(isGiven(options['custom_script'])
      ? needAll(scope, ...of(types.machine, 'extensions/read', 'extensions/write'))
      : []),
    ...sets.flatMap((id) => needAll(getScopeOf(id, everywhere), ...of(types.encryptionSet, 'read'))),
    ...getTexts(options['user_assigned_managed_identities']).flatMap((id) =>
      needAll(getScopeOf(id, everywhere), 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'),
    ),
  ];
}

/** Encryption sets of regions that a version goes to. */
export function getRegionSets(gallery: Options): readonly string[] {
  return getBlocks(gallery, 'target_region').flatMap(
    (region) => getText(region, 'disk_encryption_set_id') ?? [],
  );
}
