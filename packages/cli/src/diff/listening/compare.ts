import type { ComparedImage, EntryDifference } from '@strata/layers/contents';
import type { Listener, ListeningChange } from '../difference';
import { compareUnits, findUnits } from '../parts/units';
import { exporterReaders } from './exporters';
import { configurationReaders } from './readers';
import { sshdReader } from './sshd';
import { getUnit, unitReader } from './units';

const configurations = [...configurationReaders, ...exporterReaders];
const readers = [sshdReader, unitReader, ...configurations];

/** Files that say at which ports programs listen. */
export function wantsListening(path: string): boolean {
  return readers.some((reader) => reader.wants(path));
}

/**
 * Of these files those that can tell a difference: those that differ, what else belongs to them, and units that are started
 * otherwise than before.
 */
export function chooseListening({ before, after, changes }: EntryDifference): (path: string) => boolean {
  const changed = new Set(changes.map(({ path }) => path));
  const units = new Set(compareUnits(before, after).map(({ unit }) => unit));
  const together = [sshdReader, ...configurations].filter(
    ({ wants, units: started = [] }) => [...changed].some(wants) || started.some((unit) => units.has(unit)),
  );
  return (path) =>
    together.some(({ wants }) => wants(path)) ||
    (unitReader.wants(path) && (changed.has(path) || units.has(getUnit(path))));
}

/** Ports that came or went, as far as files say. */
export function compareListening(before: ComparedImage, after: ComparedImage): readonly ListeningChange[] {
  const [old, now] = [findListeners(before), findListeners(after)];
  const changes = [
    ...[...old].flatMap(([key, one]) => (now.has(key) ? [] : [{ kind: 'removed' as const, ...one }])),
    ...[...now].flatMap(([key, one]) => (old.has(key) ? [] : [{ kind: 'added' as const, ...one }])),
  ];
  return changes.sort((a, b) => a.port - b.port);
}

/** Each port once, whoever names it how often. */
export function findListeners({ entries, files }: ComparedImage): ReadonlyMap<string, Listener> {
  const view = { files, units: findUnits(entries) };
  const found = readers.flatMap((reader) => reader.read(view));
  return new Map(found.map((one) => [[one.protocol, one.port, one.address ?? ''].join(' '), one]));
}
