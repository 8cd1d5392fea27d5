import { writeDockerArchive, writeOciLayout, writeRootfsTar } from '@strata/layers';
import { openWorkspaceStore } from '@strata/layers/store';
import type { ImageFacts, LayerContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';

/** What an image can be written as. */
export const EXPORT_FORMATS = ['oci', 'docker-archive', 'tar'] as const;

export interface ExportRequest {
  readonly image: ImageFacts;
  readonly format: (typeof EXPORT_FORMATS)[number];
  /** Absolute: a folder for `oci`, a file for the others. */
  readonly output: string;
  /** Reference that the image is known by where it is loaded: `golden:latest`. */
  readonly name: string;
}

const writers = { oci: writeOciLayout, 'docker-archive': writeDockerArchive, tar: writeRootfsTar } as const;

/** Writes a built image; gives what a person wants to know of it. */
export async function exportImage(
  context: LayerContext,
  { format, ...request }: ExportRequest,
): Promise<string> {
  const store = await openWorkspaceStore(context);
  const startActivity = createActivities(context.reporter, context.ports.clock);
  return writers[format](store, { ...request, signal: context.signal, startActivity });
}
