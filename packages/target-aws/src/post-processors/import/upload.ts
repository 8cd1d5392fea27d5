import { join } from 'node:path';
import { toAwsFailure } from '../../errors';
import type { Tags } from '../../machine/tags';
import { waitForSnapshot } from '../../publish/find-snapshot';
import { chooseUpload, mapDisk, openDisk, openUploadJournal, uploadSnapshot } from '../../snapshot';
import type { Import } from './import';
import { getKeyArn } from './key-arn';

export interface UploadWish {
  /** Of a raw disk, absolute. */
  readonly path: string;
  readonly name: string;
  readonly tags: Tags;
}

/** Makes a whole snapshot of a raw disk. It must be noted before. @returns its id */
export async function uploadDisk(work: Import, { path, name, tags }: UploadWish): Promise<string> {
  const { aws, caller, context, options, reach, region } = work;
  await using disk = await openDisk({ path });
  context.reporter.say(`Uploading ${path} to EBS in ${region}`);
  const plan = chooseUpload(await mapDisk(disk, aws), []);
  const { files } = context.ports;
  const journal = await openUploadJournal(files, {
    path: join(context.scratch, `${reach.build}.jsonl`),
    plan,
  });
  const key = options.ami_kms_key;
  try {
    const { snapshotId } = await uploadSnapshot(aws, {
      ...{ region, disk, plan, journal, token: reach.build },
      description: options.ami_description || name,
      tags: Object.entries(tags).map(([tag, value]) => ({ key: tag, value })),
      encryption: {
        isEncrypted: options.ami_encrypt,
        kmsKeyArn: key ? getKeyArn(key, caller, region) : undefined,
      },
    });
    await waitForSnapshot(aws, region, snapshotId);
    return snapshotId;
  } catch (error) {
    context.signal.throwIfAborted();
    throw toAwsFailure(error, { action: 'the upload of its snapshot', region, what: name });
  }
}
