import type { ImageEntries, ImageEntry } from '@strata/layers/contents';
import type { UnitChange, UnitState } from '../difference';

/** Where systemd looks for units; the first is the administrator's. Source: systemd.unit(5), "Unit File Load Path". */
const unitFile =
  /^(?:etc|usr\/local\/lib|usr\/lib|lib)\/systemd\/system\/([^/]+\.(?:automount|mount|path|service|slice|socket|swap|target|timer))$/;
const startLink =
  /^(etc|usr\/local\/lib|usr\/lib|lib)\/systemd\/system\/[^/]+\.(?:wants|requires|upholds)\/([^/]+)$/;
const administrator = 'etc/systemd/system/';

/** The state of every unit that an image has or names. */
export function findUnits(entries: ImageEntries): ReadonlyMap<string, UnitState> {
  const states = new Map<string, UnitState>();
  const raise = (unit: string, state: UnitState) => {
    if (rank[state] > rank[states.get(unit) ?? 'absent']) states.set(unit, state);
  };
  for (const [path, entry] of entries) {
    const [, folder, started] = startLink.exec(path) ?? [];
    if (started !== undefined) raise(started, folder === 'etc' ? 'enabled' : 'vendor');
    const unit = unitFile.exec(path)?.[1];
    if (unit === undefined) continue;
    raise(unit, isMask(entry) ? 'masked' : 'idle');
    const real = findAliased(path, entry);
    if (real !== undefined) raise(real, 'enabled');
  }
  return states;
}

/** What counts when several things are said of a unit. */
const rank: Readonly<Record<UnitState, number>> = { absent: 0, idle: 1, vendor: 2, enabled: 3, masked: 4 };

/** A link to nothing, or an empty file. Source: systemd.unit(5). */
function isMask({ type, target, size }: ImageEntry): boolean {
  return type === 'symlink' ? target === '/dev/null' : type === 'file' && size === 0;
}

/** `Alias=` makes a link of another name beside the administrator's units. */
function findAliased(path: string, { type, target = '' }: ImageEntry): string | undefined {
  if (type !== 'symlink' || !path.startsWith(administrator) || target === '/dev/null') return undefined;
  const name = target.slice(target.lastIndexOf('/') + 1);
  return name === path.slice(administrator.length) ? undefined : name;
}

/** Units that are treated otherwise than before; those that came or went and do nothing by themselves too. */
export function compareUnits(before: ImageEntries, after: ImageEntries): readonly UnitChange[] {
  const [old, now] = [findUnits(before), findUnits(after)];
  const units = [...new Set([...old.keys(), ...now.keys()])].sort();
  return units.flatMap((unit) => {
    const change = { unit, before: old.get(unit) ?? 'absent', after: now.get(unit) ?? 'absent' } as const;
    return change.before === change.after ? [] : [change];
  });
}
