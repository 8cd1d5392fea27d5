import type { Exported, ImageExport, ImageFacts, LayerContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { writeDockerArchive, writeOciLayout, writeRootfsTar } from '../oci';
import { openWorkspaceStore } from '../store';
import { exportDisk } from './export-disk';
import { isDiskFormat } from './is-disk-format';
import { listFiles } from './list-files';

/** What an export works with. */
export type ExportContext = Pick<LayerContext, 'places' | 'ports' | 'reporter' | 'signal'>;

export interface ExportRequest extends Omit<ImageExport, 'artifact'> {
  readonly image: ImageFacts;
}

const writers = { oci: writeOciLayout, 'docker-archive': writeDockerArchive, tar: writeRootfsTar } as const;

/** Writes an image of layers in any format. @throws Failure as the writer of the format does */
export async function exportImage(
  context: ExportContext,
  { image, format, output, name, disk, form }: ExportRequest,
): Promise<Exported> {
  const store = await openWorkspaceStore(context);
  const startActivity = createActivities(context.reporter, context.ports.clock);
  const work = { image, output, signal: context.signal, startActivity };
  const summary = isDiskFormat(format)
    ? await exportDisk(store, { ...work, name, format, form, options: disk })
    : await writers[format](store, { ...work, name: `${name}:latest` });
  return { files: await listFiles(output), summary };
}
