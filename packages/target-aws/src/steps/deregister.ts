import type { Image } from '@aws-sdk/client-ec2';
import type { ImageOptions } from '../machine/image-options';
import { toMadeImage } from '../machine/made-image';
import { findOwnImages } from '../machine/own-images';
import type { Work } from '../machine/work';
import { callAws } from '../publish/call';
import { ignoreAbsent } from '../resources/ignore-absent';

/** Images in the way that the template or `-force` gives up. */
export async function findReplaced(work: Work<ImageOptions>, region: string): Promise<readonly Image[]> {
  const { context, options } = work;
  return context.force || options.force_deregister ? findOwnImages(work, region, options.ami_name) : [];
}

/**
 * Takes the name from images that have it: Packer's StepDeregisterAMI. Packer does so before there is anything in their
 * place; here what is to get the name is whole by then, and the old snapshots stay until the new image can be used.
 *
 * @returns what is left to remove then
 */
export async function deregister(work: Work<ImageOptions>, region: string, images: readonly Image[]) {
  const { context, options, session } = work;
  const scope = { clock: context.ports.clock, signal: context.signal };
  for (const { ImageId: id, Name: name } of images) {
    const call = { action: 'DeregisterImage', region, what: `${name} (${id})` };
    await ignoreAbsent(callAws(scope, call, (o) => session.ec2(region).deregisterImage({ ImageId: id }, o)));
    context.reporter.say(`Deregistered AMI ${options.ami_name}, id: ${id}`);
  }
  const snapshots = images.flatMap((image) => toMadeImage(region, image).snapshots);
  return options.force_delete_snapshot ? snapshots : [];
}

/** Deletes snapshots of images that were replaced. */
export async function deleteSnapshots(
  { context, session }: Work,
  region: string,
  ids: readonly string[],
): Promise<void> {
  const scope = { clock: context.ports.clock, signal: context.signal };
  for (const id of ids) {
    const call = { action: 'DeleteSnapshot', region, what: id };
    await ignoreAbsent(
      callAws(scope, call, (o) => session.ec2(region).deleteSnapshot({ SnapshotId: id }, o)),
    );
    context.reporter.say(`Deleted snapshot: ${id}`);
  }
}
