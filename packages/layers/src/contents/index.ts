import type { OpenImage } from '@strata/sdk';

/**
 * Looks into an artifact without booting it: layers of the store, a container engine's image, an archive of an image or
 * of files, a folder. What it takes is loaded when something is looked into.
 *
 * @throws Failure LAY040 for disks, which cannot be read yet; LAY041 for artifacts that have no files here
 */
export const openImage: OpenImage = (context, request) =>
  (require('./open') as typeof import('./open')).readImage(context, request);
