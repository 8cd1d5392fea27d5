import { writeDockerArchive, writeOciLayout, writeRootfsTar } from '@strata/layers';
import type { DiskFormat, DiskOptions } from '@strata/layers/disk';
import { openWorkspaceStore } from '@strata/layers/store';
import type { ImageFacts, LayerContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { DISK_FORMATS, type DiskForm, exportDisk } from './export-disk';

/** What an image can be written as for programs that read files. */
const FILE_FORMATS = ['oci', 'docker-archive', 'tar'] as const;

/** What an image can be written as. */
export const EXPORT_FORMATS = [...FILE_FORMATS, ...DISK_FORMATS] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  readonly image: ImageFacts;
  readonly format: ExportFormat;
  /** Absolute: a folder for `oci`, `ovf` and `vmx`, a file for the others. */
  readonly output: string;
  /** Reference that the image is known by where it is loaded: `golden:latest`. */
  readonly name: string;
  /** What the disk is like, for formats of disks. */
  readonly disk: DiskOptions;
  /** How it is written, for the same. */
  readonly form: DiskForm;
}

const writers = { oci: writeOciLayout, 'docker-archive': writeDockerArchive, tar: writeRootfsTar } as const;

/** Writes a built image; gives what a person wants to know of it. */
export async function exportImage(
  context: LayerContext,
  { format, disk, form, ...request }: ExportRequest,
): Promise<string> {
  const store = await openWorkspaceStore(context);
  const startActivity = createActivities(context.reporter, context.ports.clock);
  const work = { ...request, signal: context.signal, startActivity };
  if (!isDiskFormat(format)) return writers[format](store, work);
  const [name = request.name] = request.name.split(':');
  return exportDisk(store, { ...work, name, format, form, options: disk });
}

function isDiskFormat(format: ExportRequest['format']): format is DiskFormat {
  return (DISK_FORMATS as readonly string[]).includes(format);
}
