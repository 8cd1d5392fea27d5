import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { getImageTarget, getSnapshotTarget, getVersionTarget } from '../machine/ids';
import type { Work } from '../machine/work';
import { deleteResource, findResource, type Target } from '../resources/generic';
import { getLastName, REMOVED_WITHIN } from '../resources/remove';
import { callManager } from '../wait';
import { getDestination } from './gallery-version';

/** Something that the build is going to make, of which there may be one already. */
export interface Wanted {
  readonly what: string;
  /** The option that names it. */
  readonly option: string;
  readonly target: Target;
}

/** Packer's checks before a build: where images go is there, and the names are free, or are made so with `-force`. */
export async function prevalidate(work: Work): Promise<void> {
  if (work.options.skip_create_image) return;
  await Promise.all([findImageGroup(work), findDefinition(work)]);
  const wanted = listWanted(work);
  const taken = (await Promise.all(wanted.map((one) => isThere(work, one)))).flatMap((found, index) =>
    found ? [wanted[index] as Wanted] : [],
  );
  if (taken.length === 0) return;
  if (!work.context.force) throw new Failure(...tell(taken));
  for (const one of taken) await replace(work, one);
}

function tell(taken: readonly Wanted[]): ConstructorParameters<typeof Failure> {
  return [taken.map(tellTaken)];
}

/** What is said of a name that something has already. */
export function tellTaken({ what, option, target }: Wanted): Diagnostic {
  return problem('AZU050', {
    detail: `There is a ${what} "${getLastName(target.id)}" already: ${target.id}.`,
    hint: `Choose another ${option}, or add -force to delete what is there first.`,
  });
}

/** An image that only a version is made of may stand in the build's own group, and goes with it. */
async function findImageGroup({ ask, options, place, session }: Work): Promise<void> {
  const group = options.managed_image_resource_group_name;
  if (!options.managed_image_name || !group) return;
  if (place.isOwn && group.toLowerCase() === place.group.toLowerCase()) return;
  const request = { action: "Looking for the managed image's resource group", what: group };
  await callManager(ask, request, (o) => session.resources().resourceGroups.get(group, o));
}

async function findDefinition(work: Work): Promise<void> {
  const destination = getDestination(work);
  if (!destination) return;
  const { subscription, group, gallery, image } = destination;
  const request = { action: 'Looking for the image definition', what: `${gallery}/${image}` };
  const { galleryImages } = work.session.compute(subscription);
  await callManager(work.ask, request, (o) => galleryImages.get(group, gallery, image, o));
}

/** Everything that the build is going to make and that has a name of the template. */
export function listWanted(work: Pick<Work, 'options' | 'session'>): readonly Wanted[] {
  const { options, session } = work;
  const room = {
    subscription: session.subscription,
    group: options.managed_image_resource_group_name ?? '',
  };
  const { managed_image_name: image } = options;
  const snapshots = listSnapshotNames(work).map(({ name, option }) => ({
    ...{ option, what: 'snapshot' },
    target: getSnapshotTarget(room, name),
  }));
  const destination = getDestination(work);
  return [
    ...(image
      ? [{ what: 'managed image', option: 'managed_image_name', target: getImageTarget(room, image) }]
      : []),
    ...snapshots,
    ...(destination
      ? [{ what: 'image version', option: 'image_version', target: getVersionTarget(destination) }]
      : []),
  ];
}

/** Snapshots that are made beside a managed image. */
export function listSnapshotNames({ options }: Pick<Work, 'options'>): readonly {
  readonly name: string;
  readonly option: string;
  /** Of the further disks; undefined for the system's own. */
  readonly disk?: number;
}[] {
  const {
    managed_image_os_disk_snapshot_name: system,
    managed_image_data_disk_snapshot_prefix: prefix,
    disk_additional_size: sizes = [],
  } = options;
  if (!options.managed_image_name) return [];
  return [
    ...(system ? [{ name: system, option: 'managed_image_os_disk_snapshot_name' }] : []),
    ...(prefix
      ? sizes.map((_, disk) => ({
          ...{ name: `${prefix}${disk}`, disk },
          option: 'managed_image_data_disk_snapshot_prefix',
        }))
      : []),
  ];
}

async function isThere({ ask, session }: Work, { target, what }: Wanted): Promise<boolean> {
  const request = { action: `Looking for the ${what}`, what: getLastName(target.id) };
  return (await findResource(ask, session.resources(), { target, request })) !== undefined;
}

async function replace({ ask, context, session }: Work, { target, what }: Wanted): Promise<void> {
  const name = getLastName(target.id);
  context.reporter.say(`The ${what} named ${name} already exists, but deleting it due to -force flag`);
  const request = { action: `Deleting the ${what}`, what: name };
  await deleteResource(ask, session.resources(), { target, request, within: REMOVED_WITHIN });
}
