import type { KeepDecision } from '@strata/sdk/keep';
import type { Keeping, KeepOutcome } from '../publish/keeper';

/** A plan of a destination, and what came of it, for programs. Times are in ISO 8601. */
export function encodeKeeping(
  destination: string,
  { decisions, parts, leftovers }: Keeping,
  outcomes: readonly KeepOutcome[] | undefined,
) {
  return {
    destination,
    images: decisions.map(encodeDecision),
    parts: parts.map(encodeDecision),
    leftovers,
    ...(outcomes && {
      outcomes: outcomes.map(({ diagnostics, ...outcome }) => ({
        ...outcome,
        problems: diagnostics.map(({ code, detail }) => ({ code, detail })),
      })),
    }),
  };
}

function encodeDecision({ act, reason, image: { created, quarantined, held: _, ...image } }: KeepDecision) {
  return {
    ...image,
    created: formatTime(created),
    ...(quarantined !== undefined && { quarantined: formatTime(quarantined) }),
    ...{ act, reason },
  };
}

function formatTime(time: number): string | undefined {
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
