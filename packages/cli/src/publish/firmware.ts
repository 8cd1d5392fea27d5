import type { DiskOptions } from '@strata/sdk';
import type { Destination } from './destination';

/** What starts machines of an image; undefined where its disk can be started in both ways. */
export function getFirmware({ firmware, secureBoot }: DiskOptions): Destination['firmware'] {
  if (secureBoot) return 'secure-boot';
  return firmware === 'both' ? undefined : firmware;
}
