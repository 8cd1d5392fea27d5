import { isMarkedBuild } from '@strata/sdk';
import type { FoundImage } from './found-image';
import { getByKey } from './images-by-key';
import { type Tags, tagNames } from './tags';
import { getSharingName, type RegionWish } from './wish';

/** Something that is to be done with an image that is there. */
export type Setting =
  | { readonly kind: 'enable' }
  /** It is not put aside any more. */
  | { readonly kind: 'release' }
  | { readonly kind: 'tag'; readonly tags: Tags }
  /** It was made by a publication that has not handed it over. */
  | { readonly kind: 'hand-over'; readonly build: string }
  /** Name of the sharing, or undefined when it is to be shared with nobody any more. */
  | { readonly kind: 'share'; readonly as: string | undefined }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'deprecate'; readonly at: number }
  | { readonly kind: 'protect'; readonly isProtected: boolean };

/** What is to be done in a region. */
export interface RegionPlan {
  readonly wish: RegionWish;
  /** The image, when it is there. */
  readonly found: FoundImage | undefined;
  /** `wait` for one that AWS is still making; `replace` for one that AWS failed to make. */
  readonly making: 'none' | 'make' | 'wait' | 'replace';
  readonly settings: readonly Setting[];
  /** Parameters that do not hold the image, with what they hold now. */
  readonly pointers: readonly Pointer[];
}

export interface Pointer {
  readonly parameter: string;
  readonly before: string | undefined;
}

/** What is known of a region. */
export interface RegionView {
  readonly images: readonly FoundImage[];
  readonly parameters: ReadonlyMap<string, string>;
}

/** Compares what is to be in a region with what is there. @param now milliseconds since the epoch */
export function planRegion(wish: RegionWish, view: RegionView, now: number): RegionPlan {
  const found = findImage(wish, view.images);
  const pointers = wish.channels
    .map((parameter) => ({ parameter, before: view.parameters.get(parameter) }))
    .filter(({ before }) => before === undefined || before !== found?.id);
  return {
    wish,
    found,
    making: getMaking(found),
    settings: found && found.state !== 'failed' ? getSettings(wish, found, now) : [],
    pointers,
  };
}

const order: readonly FoundImage['state'][] = ['available', 'pending', 'disabled', 'failed'];

/** Of two that are the same, as after a race of two publications, the better and then the older one counts. */
function findImage({ key, tags }: RegionWish, images: readonly FoundImage[]): FoundImage | undefined {
  return getByKey(images, key)
    .filter((each) => each.image === tags[tagNames.image])
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.created - b.created)[0];
}

function getMaking(found: FoundImage | undefined): RegionPlan['making'] {
  if (!found) return 'make';
  if (found.state === 'pending') return 'wait';
  return found.state === 'failed' ? 'replace' : 'none';
}

/** Tags that an image has from its making on, or else not at all. */
const bornWith: readonly string[] = [tagNames.build, tagNames.parent];

/** What is to be done so that an image is as it should be. Tags of others stay. */
export function getSettings(wish: RegionWish, found: FoundImage, now: number): readonly Setting[] {
  const settings: Setting[] = [];
  const isAside = found.state === 'disabled' || found.tags[tagNames.quarantined] !== undefined;
  if (isAside) settings.push({ kind: 'enable' });
  const tags = Object.entries(wish.tags).filter(
    ([key, value]) => !bornWith.includes(key) && found.tags[key] !== value,
  );
  if (tags.length > 0) settings.push({ kind: 'tag', tags: Object.fromEntries(tags) });
  const sharing = getSharingName(wish.sharing);
  // AWS takes an image that it disables from all whom it was shared with, and does not give it back.
  const sharedAs = isAside ? undefined : found.tags[tagNames.sharing];
  if (sharing !== sharedAs) settings.push({ kind: 'share', as: sharing });
  const at = getDeprecation(wish, found);
  if (at !== undefined && at > now && !isSameMinute(at, found.deprecated))
    settings.push({ kind: 'deprecate', at });
  if (isMarkedBuild(found.tags[tagNames.build] ?? ''))
    settings.push({ kind: 'hand-over', build: wish.tags[tagNames.build] ?? '' });
  if (wish.isProtected !== found.isProtected)
    settings.push({ kind: 'protect', isProtected: wish.isProtected });
  // Last: as long as it is said, the rest is to be done.
  if (found.tags[tagNames.quarantined] !== undefined) settings.push({ kind: 'release' });
  return settings;
}

/** AWS counts it in minutes. */
const minute = 60_000;

/** It follows from when the image was made, so that it is the same in every run. */
function getDeprecation({ deprecateAfter }: RegionWish, { created }: FoundImage): number | undefined {
  if (deprecateAfter === undefined) return undefined;
  return Math.ceil((created + deprecateAfter) / minute) * minute;
}

function isSameMinute(a: number, b: number | undefined): boolean {
  return b !== undefined && Math.abs(a - b) < minute;
}
