import { Failure } from '@strata/diagnostics';
import type { PostProcessor } from '@strata/sdk';
import { cleanName } from '../../builders/rules/image-name';
import { problem } from '../../codes';
import { createArtifact } from '../../machine/artifact';
import { findOwnImages } from '../../machine/own-images';
import { getBuildTags, PART_TAG } from '../../machine/tags';
import { noteImage } from '../../steps/note-image';
import { findDiskPath } from './find-disk';
import { type Import, openImport } from './import';
import { unpackDisk } from './raw-disk';
import { registerImage, shareImage } from './register';
import { type DiskFormat, type ImportOptions, type importSchema, unusedOptions } from './schema';
import { uploadDisk } from './upload';

/** Packer's own word, which scripts look for. */
const BUILDER_ID = 'packer.post-processor.amazon-import';

/** Makes an image of a disk by EBS's direct API. */
export const amazonImport: PostProcessor<typeof importSchema> = {
  async postProcess(context, artifact, options) {
    const format = options.format as DiskFormat;
    const path = findDiskPath(context, artifact, format);
    tellUnused(context.reporter, options);
    const work = await openImport(context, options);
    const name = options.ami_name || getName(work);
    await refuseTaken(work, name);
    const tags = { ...getBuildTags(work.reach, options.tags), [PART_TAG]: 'image' };
    const disk = await unpackDisk(context, { path, format });
    const noted = await noteImage(work, work.region, 'image');
    const snapshotId = await uploadDisk(work, { path: disk.path, name, tags }).finally(disk.remove);
    const image = await registerImage(work, { name, snapshotId, tags });
    await shareImage(work, image);
    await noted.keep();
    return { artifact: createArtifact(work, BUILDER_ID, [image]), input: 'discard' };
  },
};

function tellUnused(reporter: { warn(message: string): void }, options: ImportOptions): void {
  const given = unusedOptions.filter((name) => options[name] !== undefined && options[name] !== false);
  if (given.length > 0)
    reporter.warn(`The disk goes to EBS directly, so that nothing is done with ${given.join(', ')}.`);
}

const SECOND = 1000;

function getName({ context }: Import): string {
  const seconds = Math.floor(context.ports.clock.now() / SECOND);
  return cleanName(`import-${context.buildName}-${seconds}`);
}

/** Found out before the upload. */
async function refuseTaken(work: Import, name: string): Promise<void> {
  const [taken] = await findOwnImages(work, work.region, name);
  if (!taken) return;
  throw new Failure(
    problem('AWS014', {
      detail: `Error: AMI Name: '${name}' is used by an existing AMI: ${taken.ImageId}.`,
      hint: 'Put something new into ami_name, such as {{timestamp}}.',
    }),
  );
}
