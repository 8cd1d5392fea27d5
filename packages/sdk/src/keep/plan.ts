import { formatDay, formatSpan } from './format-time';
import type { KeepAct, KeepDecision, KeepRules, KeptImage } from './image';

/** What is decided with, beside the images themselves. */
export interface KeepFacts {
  readonly rules: KeepRules;
  /** What refers to an image, a phrase each: `instance i-0a1b was started from it`. */
  readonly references: (image: KeptImage) => readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Decides what becomes of each image. What refers to an image keeps it, whatever the rules say; one that is put aside by
 * Strata and is kept after all is taken up again. Nothing is removed that was not put aside before, but what was never whole.
 */
export function planKeeping(images: readonly KeptImage[], facts: KeepFacts): readonly KeepDecision[] {
  return groupVersions(images).flatMap((group) => {
    const ranks = new Map(
      group
        .filter(isVersion)
        .sort(byAge)
        .map(({ id }, rank) => [id, rank]),
    );
    return group.map((image) => ({ image, ...decide(image, ranks.get(image.id), facts) }));
  });
}

/** Versions of one image in one place. */
function groupVersions(images: readonly KeptImage[]): readonly (readonly KeptImage[])[] {
  const groups = new Map<string, KeptImage[]>();
  for (const each of images) {
    const name = JSON.stringify([each.place, each.image]);
    const group = groups.get(name) ?? [];
    group.push(each);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** Whether references have to be known for a decision: without them nothing more than this is done. */
export function isDoubtful({ act }: KeepDecision): boolean {
  return act === 'quarantine' || act === 'wait' || act === 'remove';
}

/** Those that count when the newest are counted. */
function isVersion({ state, quarantined }: KeptImage): boolean {
  return state === 'disabled' ? quarantined !== undefined : state !== 'failed';
}

function byAge(a: KeptImage, b: KeptImage): number {
  return b.created - a.created || (a.id < b.id ? -1 : 1);
}

type Verdict = Omit<KeepDecision, 'image'>;

function decide(image: KeptImage, rank: number | undefined, facts: KeepFacts): Verdict {
  const { state, quarantined } = image;
  if (state === 'pending') return say('keep', 'it is still being made');
  if (state === 'disabled' && quarantined === undefined)
    return say('keep', 'somebody disabled it, and Strata did not');
  const [reference, ...others] = facts.references(image);
  const reason = reference === undefined ? findRule(image, rank, facts) : addCount(reference, others.length);
  if (reason === undefined) return giveUp(image, facts);
  return say(quarantined === undefined ? 'keep' : 'restore', reason);
}

function say(act: KeepAct, reason: string): Verdict {
  return { act, reason };
}

function addCount(reference: string, others: number): string {
  return others === 0
    ? reference
    : `${reference}, and ${others} more ${others === 1 ? 'refers' : 'refer'} to it`;
}

/** The rule that keeps an image. */
function findRule(
  { created }: KeptImage,
  rank: number | undefined,
  { rules: { newest, youngerThan }, now }: KeepFacts,
): string | undefined {
  if (Number.isNaN(created)) return 'its age is not known';
  if (rank !== undefined && newest !== undefined && rank < newest)
    return newest === 1 ? 'it is the newest' : `it is one of the newest ${newest}`;
  if (youngerThan !== undefined && now - created < youngerThan)
    return `it is younger than ${formatSpan(youngerThan)}`;
  return undefined;
}

/** What becomes of an image that nothing keeps. */
function giveUp({ state, held, created, quarantined }: KeptImage, { rules, now }: KeepFacts): Verdict {
  if (held !== undefined) return say(state === 'disabled' ? 'wait' : 'keep', held);
  if (state === 'failed')
    return now - created < rules.quarantine
      ? say('keep', 'it could not be made, and is looked into perhaps')
      : say('remove', `it could not be made, on ${formatDay(created)}`);
  if (state !== 'disabled' || quarantined === undefined)
    return say('quarantine', 'no rule keeps it, and nothing refers to it');
  const due = quarantined + rules.quarantine;
  return now < due
    ? say('wait', `put aside on ${formatDay(quarantined)}, to be removed from ${formatDay(due)} on`)
    : say('remove', `put aside on ${formatDay(quarantined)}, and nothing has referred to it since`);
}
