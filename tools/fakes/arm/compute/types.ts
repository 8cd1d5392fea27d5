import type { ResourceType } from '../types/resource-type';
import { gallery } from './galleries/gallery';

/** All of Azure's compute that images and applications need. */
export const computeTypes: readonly ResourceType[] = [gallery];
