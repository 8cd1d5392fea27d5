import type { ComparedImage } from '@strata/layers/contents';

/** Something of an image that a check is about. Pure: who answers for it is the last layer that changed what it reads. */
export interface Aspect {
  /** For people: `the unit ssh.service`. */
  readonly name: string;
  /**
   * What it means that no layer has it: that it never was in the image, or nothing, since files need not tell. A program may
   * have its port built in.
   */
  readonly absence: 'proof' | 'silence';
  /** Files whose content is needed. */
  wants(path: string): boolean;
  /**
   * What stands for it in an image, by name for people; empty where it is not there. The texts are compared and never
   * shown: one may be the hash of a password.
   */
  read(image: ComparedImage): ReadonlyMap<string, string>;
}

/** For aspects that need no content. */
export const wantsNothing = () => false;
