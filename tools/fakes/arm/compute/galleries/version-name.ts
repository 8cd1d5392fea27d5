import { refuseParameter } from '../../refusal';
import { getName } from '../../routing/resource-id';
import type { Writing } from '../../types/resource-type';

const largest = 2_147_483_647;

/** Refuses what is not three numbers of 32 bits. */
export function judgeVersionName({ id }: Writing, kind: 'image' | 'application'): void {
  const name = getName(id);
  const numbers = /^\d{1,10}\.\d{1,10}\.\d{1,10}$/.test(name) ? name.split('.').map(Number) : [];
  if (numbers.length === 3 && numbers.every((number) => number <= largest)) return;
  const label = kind === 'image' ? 'galleryImageVersionName' : 'galleryApplicationVersionName';
  throw refuseParameter(
    label,
    `The gallery ${kind} version name is invalid. The ${kind} version name should follow Major(int32).Minor(int32).Patch(int32) format, where int is between 0 and 2,147,483,647 (inclusive). For example, 1.0.0, 2018.12.1 etc.`,
  );
}
