import type { OptionsOf } from '@strata/sdk';
import type { imageFields } from '../builders/fields/image';
import type { MachineOptions } from '../builders/fields/machine';

/** Options of builders that make an image of their machine. */
export type ImageOptions = MachineOptions & OptionsOf<typeof imageFields>;
