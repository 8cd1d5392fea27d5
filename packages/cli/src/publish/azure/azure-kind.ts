import type { WrittenKind } from '../destination';
import { createAzureDestination } from './azure-destination';
import { openAzureKeeper } from './azure-keeper';
import { readAzureSettings } from './settings';

/** Versions of images in galleries of Azure. */
export const azureKind: WrittenKind = {
  kind: 'azure',
  open: (written) => createAzureDestination(readAzureSettings(written)),
  openKeeper: openAzureKeeper,
};
