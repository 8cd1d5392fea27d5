import type { Aspect } from './aspect';
import { describeEntry } from './files';
import { findUnitsOf, readService, wantsUnits } from './services';

/** A process by the name of its program: the file, and the services that start it. */
export function makeProcessAspect(program: string): Aspect {
  return {
    name: `the program ${program}`,
    absence: 'silence',
    wants: wantsUnits,
    read: (image) => {
      const found = new Map(findUnitsOf(program, image).flatMap((unit) => [...readService(image, unit)]));
      for (const folder of folders) {
        const entry = image.entries.get(`${folder}/${program}`);
        if (entry) found.set(`${folder}/${program}`, describeEntry(entry));
      }
      return found;
    },
  };
}

const folders = ['usr/local/sbin', 'usr/local/bin', 'usr/sbin', 'usr/bin', 'sbin', 'bin'];
