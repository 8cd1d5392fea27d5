import type { FoundVersion } from '../publish/found-version';
import { tagNames } from '../publish/tags';

/** Whether a version still stands as it did when something was decided about it: who published it again has it back. */
export function isAsDecided(
  now: FoundVersion,
  decided: FoundVersion,
  tag: string = tagNames.quarantined,
): boolean {
  return (
    now.state === decided.state &&
    now.isExcludedFromLatest === decided.isExcludedFromLatest &&
    now.tags[tag] === decided.tags[tag] &&
    now.tags[tagNames.build] === decided.tags[tagNames.build]
  );
}
