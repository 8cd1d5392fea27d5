import type { Resource } from '../../state/resource';

/** What only the service knows of a disk or snapshot. */
export interface DiskState {
  /** Where its content is, as a fixed VHD; nothing for what no guest ever wrote to. */
  uri?: string | undefined;
  /** What was granted and not taken back. */
  access?: 'Read' | 'Write';
  /** Of disks that are uploaded: whether that is over. */
  uploaded: boolean;
}

const states = new WeakMap<Resource, DiskState>();

export function getDiskState(resource: Resource): DiskState {
  const found = states.get(resource) ?? { uploaded: false };
  states.set(resource, found);
  return found;
}
