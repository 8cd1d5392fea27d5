import type { Resource } from '@strata/sdk';
import { getSnapshotTarget } from '../machine/ids';
import type { Work } from '../machine/work';
import { complete } from '../resources/generic';
import { madeKind } from '../resources/made';

/** Packer's StepSnapshotOSDisk and StepSnapshotDataDisks. */
export async function snapshotDisks(
  work: Work,
  disks: { readonly system: string; readonly data: readonly string[] },
): Promise<readonly Resource[]> {
  const {
    managed_image_name: image,
    managed_image_resource_group_name: group = '',
    managed_image_os_disk_snapshot_name: system,
    managed_image_data_disk_snapshot_prefix: prefix,
  } = work.options;
  if (!image) return [];
  const wanted = [
    ...(system ? [{ name: system, source: disks.system }] : []),
    // Also of those that came with the source.
    ...(prefix ? disks.data.map((source, index) => ({ name: `${prefix}${index}`, source })) : []),
  ];
  const entries: Resource[] = [];
  for (const { name, source } of wanted) {
    work.context.reporter.say(`Snapshotting disk ${source} as ${name} ...`);
    entries.push(await snapshot(work, { group, name, source }));
  }
  return entries;
}

async function snapshot(
  { ask, context, options, place, reach, session, tags }: Work,
  { group, name, source }: { readonly group: string; readonly name: string; readonly source: string },
): Promise<Resource> {
  const target = getSnapshotTarget({ subscription: session.subscription, group }, name);
  const noted = await context.resources.note(madeKind, { ...reach, ...target });
  const body = {
    location: place.location,
    tags: { ...tags },
    creationData: { createOption: 'Copy', sourceResourceId: source },
  };
  const request = { action: 'Making the snapshot', what: name };
  const { signal: abortSignal } = ask;
  await complete(ask, { request, within: options.polling_duration_timeout }, () =>
    session.compute().snapshots.createOrUpdate(group, name, body, { abortSignal }),
  );
  return noted;
}
