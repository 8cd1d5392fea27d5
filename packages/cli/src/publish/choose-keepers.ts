import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { getWrittenKind } from './choose-destinations';
import type { Keeper } from './keeper';
import { DESTINATIONS_FILE, unknownDestination, type WrittenDestination } from './settings/destinations-file';

/**
 * Who looks after the images of some destinations; of all that have rules for that when none is named.
 *
 * @param written those of the workspace's file, by name
 * @throws Failure with everything that is wrong with them
 */
export function chooseKeepers(
  names: readonly string[],
  written: ReadonlyMap<string, WrittenDestination>,
): readonly Keeper[] {
  const problems: Diagnostic[] = [];
  const keepers = (names.length === 0 ? [...written.keys()] : [...new Set(names)]).flatMap((name) => {
    try {
      const keeper = openKeeper(name, written);
      if (!keeper && names.length > 0) problems.push(noRules(`The destination "${name}" has none`));
      return keeper ?? [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.diagnostics);
      return [];
    }
  });
  if (problems.length > 0) throw new Failure(problems);
  if (keepers.length === 0) throw new Failure(noRules(`No destination of ${DESTINATIONS_FILE} has any`));
  return keepers;
}

function openKeeper(name: string, written: ReadonlyMap<string, WrittenDestination>): Keeper | undefined {
  const found = written.get(name);
  if (!found) throw new Failure(unknownDestination(name, written.keys()));
  return getWrittenKind(found).openKeeper?.(found, [...written.values()]);
}

function noRules(which: string): Diagnostic {
  return problem('CLI034', {
    detail: `Which images stay is said by rules. ${which}, so all of its images do.`,
    hint: `Write rules into ${DESTINATIONS_FILE}: "keep": { "newest": 5, "for": "90d", "quarantine": "14d" }. Destinations in AWS and Azure take them.`,
  });
}
