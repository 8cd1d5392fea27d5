import { makeBootableDisk as makeDisk } from '../../../guests/testing/bootable-disk';
import { START } from './start';

/** A raw disk with a small system that behaves as Linux images of Azure do. @returns its path */
export function makeBootableDisk(): Promise<string> {
  return makeDisk('azure', START);
}
