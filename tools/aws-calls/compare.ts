import type { LoggedCall } from '../fakes/aws';
import { type Parameters, readParameters } from './parameters';

/** A call, or several that asked the same one after the other. */
export interface Step {
  readonly action: string;
  readonly region: string;
  readonly parameters: Parameters;
}

/** One step of both programs, or one that only one of them takes. */
export interface Pair {
  readonly packer?: Step;
  readonly strata?: Step;
}

/** A value that only one gives, or that differs. */
export interface Difference {
  readonly parameter: string;
  readonly packer?: string;
  readonly strata?: string;
}

type Recorded = Pick<LoggedCall, 'action' | 'region' | 'input'>;

/** What does the same of both programs under another name: the key. */
const counterparts: Readonly<Record<string, string>> = { ImportKeyPair: 'CreateKeyPair' };

/** Calls as steps: who waits asks the same many times. */
export function getSteps(calls: readonly Recorded[]): readonly Step[] {
  return calls
    .map(({ action, region, input }) => ({ action, region, parameters: readParameters(input) }))
    .filter((step, index, all) => !isSame(step, all[index - 1]));
}

function isSame(step: Step, before: Step | undefined): boolean {
  return before !== undefined && describe(step) === describe(before);
}

const describe = ({ action, region, parameters }: Step) => JSON.stringify([action, region, [...parameters]]);

const getKind = ({ action, region }: Step) => `${counterparts[action] ?? action} ${region}`;

/** Puts steps side by side, in an order that is that of both, so that as much as possible is equal. */
export function pairSteps(packer: readonly Step[], strata: readonly Step[]): readonly Pair[] {
  const scores = scoreRests(packer, strata);
  const score = (left: number, right: number) => scores[left]?.[right] ?? 0;
  const pairs: Pair[] = [];
  let [left, right] = [0, 0];
  while (left < packer.length || right < strata.length) {
    const [ours, theirs] = [packer[left], strata[right]];
    const best = score(left, right);
    if (ours && theirs && best === scorePair(ours, theirs) + score(left + 1, right + 1)) {
      pairs.push({ packer: ours, strata: theirs });
      left += 1;
      right += 1;
    } else if (ours && best === score(left + 1, right)) {
      pairs.push({ packer: ours });
      left += 1;
    } else if (theirs) {
      pairs.push({ strata: theirs });
      right += 1;
    }
  }
  return pairs;
}

/** What each rest of both can come to: the longest common subsequence, with steps weighed. */
function scoreRests(packer: readonly Step[], strata: readonly Step[]): readonly (readonly number[])[] {
  const scores = Array.from({ length: packer.length + 1 }, () =>
    new Array<number>(strata.length + 1).fill(0),
  );
  const get = (left: number, right: number) => scores[left]?.[right] ?? 0;
  for (let left = packer.length - 1; left >= 0; left -= 1)
    for (let right = strata.length - 1; right >= 0; right -= 1) {
      const [ours, theirs] = [packer[left], strata[right]];
      const row = scores[left];
      if (!ours || !theirs || !row) continue;
      const paired = scorePair(ours, theirs) + get(left + 1, right + 1);
      row[right] = Math.max(paired, get(left + 1, right), get(left, right + 1));
    }
  return scores;
}

/** More than all equal parameters of a build can count. */
const PAIR = 1_000;

/** A pair counts more than what is equal in it; steps that do not belong together count nothing. */
function scorePair(packer: Step, strata: Step): number {
  if (getKind(packer) !== getKind(strata)) return Number.NEGATIVE_INFINITY;
  return (
    PAIR + [...packer.parameters].filter(([name, value]) => strata.parameters.get(name) === value).length
  );
}

/** What the two are told differently, in the order of Packer's parameters and then of Strata's own. */
export function getDifferences({ packer, strata }: Pair): readonly Difference[] {
  if (!packer || !strata) return [];
  const names = new Set([...packer.parameters.keys(), ...strata.parameters.keys()]);
  return [...names]
    .map((parameter) => ({
      parameter,
      ...get('packer', packer.parameters.get(parameter)),
      ...get('strata', strata.parameters.get(parameter)),
    }))
    .filter((difference) => difference.packer !== difference.strata);
}

const get = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
