import type { Cloud } from '@strata/sdk';

/** Every cloud, so that a new one cannot be forgotten here. Loading their list would take time from every graph. */
const all: Readonly<Record<Cloud, true>> = { aws: true, azure: true };

export const clouds = Object.keys(all) as readonly Cloud[];
