import type { Resource } from '@strata/sdk';
import { getSnapshotTarget } from '../machine/ids';
import type { Work } from '../machine/work';
import { complete } from '../resources/generic';
import { madeKind } from '../resources/made';
import { listSnapshotNames } from './prevalidate';

/** Packer's StepSnapshotOSDisk and StepSnapshotDataDisks. */
export async function snapshotDisks(
  work: Work,
  disks: { readonly system: string; readonly data: readonly string[] },
): Promise<readonly Resource[]> {
  const group = work.options.managed_image_resource_group_name ?? '';
  const entries: Resource[] = [];
  for (const { name, disk } of listSnapshotNames(work)) {
    const source = disk === undefined ? disks.system : disks.data[disk];
    if (source === undefined) continue;
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
