import { type Difference, getDifferences, type Pair } from './compare';
import type { Reason } from './reasons';

/** What differs in one step for one reason; nothing where both call the same. */
export interface Finding {
  readonly pair: Pair;
  readonly differences: readonly Difference[];
  /** Absent where nobody has said why. */
  readonly reason?: Reason;
}

/** Says of each step what differs and why: one finding for each reason, at least one for each step. */
export function explainPairs(pairs: readonly Pair[], reasons: readonly Reason[]): readonly Finding[] {
  return pairs.flatMap((pair) =>
    isShared(pair) ? explainShared(pair, reasons) : [explainAlone(pair, reasons)],
  );
}

const isShared = ({ packer, strata }: Pair) => packer !== undefined && strata !== undefined;

function explainAlone(pair: Pair, reasons: readonly Reason[]): Finding {
  const what = pair.packer ? 'packer alone' : 'strata alone';
  return {
    pair,
    differences: [],
    ...withReason(reasons.find((each) => fits(each, pair) && each.what === what)),
  };
}

function explainShared(pair: Pair, reasons: readonly Reason[]): readonly Finding[] {
  const own = reasons.filter((reason) => fits(reason, pair));
  const byReason = new Map<Reason | undefined, Difference[]>();
  for (const difference of getDifferences(pair)) {
    const reason = own.find(({ what }) => what instanceof RegExp && what.test(difference.parameter));
    byReason.set(reason, [...(byReason.get(reason) ?? []), difference]);
  }
  if (byReason.size === 0) return [{ pair, differences: [] }];
  return [...byReason].map(([reason, differences]) => ({ pair, differences, ...withReason(reason) }));
}

const withReason = (reason: Reason | undefined) => (reason ? { reason } : {});

function fits({ action, where }: Reason, { packer, strata }: Pair): boolean {
  const steps = [strata, packer].flatMap((step) => step ?? []);
  if (steps[0]?.action !== action) return false;
  return where === undefined || steps.some(({ parameters }) => parameters.has(where));
}

/** What differs and has no reason yet. */
export function isUnexplained({ pair, differences, reason }: Finding): boolean {
  return reason === undefined && (differences.length > 0 || !isShared(pair));
}

/** Reasons for what does not differ. */
export function findIdle(findings: readonly Finding[], reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((each) => findings.every(({ reason }) => reason !== each));
}
