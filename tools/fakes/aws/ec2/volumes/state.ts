import type { VolumeRecord } from '../compute/records';

/** As EC2 calls it. A look moves on what is being made. */
export function lookAtVolume({ attachment, pending }: VolumeRecord): 'creating' | 'available' | 'in-use' {
  if (attachment) return 'in-use';
  return pending.look() ? 'available' : 'creating';
}
