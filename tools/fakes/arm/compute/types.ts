import type { ResourceType } from '../types/resource-type';
import { disk, snapshot } from './disks/disk';
import { encryptionSet } from './disks/encryption-set';
import { application } from './galleries/application';
import { applicationVersion } from './galleries/application-version';
import { gallery } from './galleries/gallery';
import { imageDefinition } from './galleries/image-definition';
import { imageVersion } from './galleries/image-version';
import { image } from './images/image';
import { scaleSet, scaleSetMachine } from './machines/scale-set';
import { extension, virtualMachine } from './machines/virtual-machine';

/** All of Azure's compute that images and applications need. */
export const computeTypes: readonly ResourceType[] = [
  gallery,
  imageDefinition,
  imageVersion,
  application,
  applicationVersion,
  image,
  disk,
  snapshot,
  encryptionSet,
  virtualMachine,
  extension,
  scaleSet,
  scaleSetMachine,
];
