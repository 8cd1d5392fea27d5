import type { Part } from '../machine/made-image';
import type { Work } from '../machine/work';
import { type NotedImage, noteImage } from './note-image';

/** Images that steps make, which may be tried again. */
export interface Attempts {
  /** Notes that an image is about to be made. What a try before has made of it, failed or not, goes first: it has the name. */
  begin(region: string, part: Part): Promise<NotedImage>;
}

export function createAttempts(work: Pick<Work, 'context' | 'reach'>): Attempts {
  const begun = new Map<string, NotedImage>();
  return {
    begin: async (region, part) => {
      const name = `${part} ${region}`;
      await begun.get(name)?.remove();
      const noted = await noteImage(work, region, part);
      begun.set(name, noted);
      return noted;
    },
  };
}
