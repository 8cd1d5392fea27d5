import type { ExportImage } from '@strata/sdk';
import { openWorkspaceStore } from '../store';
import { exportImage } from './export-image';
import { exportMachineDisk } from './export-machine-disk';
import { findLastOutput, rememberOutput } from './last-output';

/**
 * Writes the layers of an artifact in any format, or else the disk that it has in those of disks. What the same layers and
 * options gave the last time, and is still there as it was, is left alone: a build in which nothing changed writes nothing.
 */
export const exportArtifact: ExportImage = async (context, { artifact, ...request }) => {
  const { image } = artifact;
  if (!image) return exportMachineDisk(context, { ...request, artifact });
  const wanted = { ...request, image };
  const store = await openWorkspaceStore(context);
  const last = context.force ? undefined : await findLastOutput(store.context, wanted);
  if (last) return { ...last, summary: `${last.summary}, as it was` };
  const exported = await exportImage(context, wanted);
  await rememberOutput(store.context, wanted, exported);
  return exported;
};
