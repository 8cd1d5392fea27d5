import type { ExportImage } from '@strata/sdk';
import { exportImage } from './export-image';
import { exportMachineDisk } from './export-machine-disk';

/** Writes the layers of an artifact in any format, or else the disk that it has in those of disks. */
export const exportArtifact: ExportImage = (context, { artifact, ...request }) =>
  artifact.image
    ? exportImage(context, { ...request, image: artifact.image })
    : exportMachineDisk(context, { ...request, artifact });
