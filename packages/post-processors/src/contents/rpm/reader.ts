import type { Checked, Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Found, PackageReader } from '../package';
import { type RpmEntry, readRpm } from './package';
import { readTable } from './sqlite/table';

/** The second is where Fedora and SUSE have it now; where both are there, one is a link to the other. */
const folders = ['var/lib/rpm', 'usr/lib/sysimage/rpm'];
const paths = (file: string) => folders.map((folder) => `${folder}/${file}`);
const current = paths('rpmdb.sqlite');
/** What SQLite has not yet put into the data base. */
const unwritten = paths('rpmdb.sqlite-wal');
const others = { BerkeleyDB: paths('Packages'), ndb: paths('Packages.db') };
const all = [...current, ...unwritten, ...Object.values(others).flat()];

/** Packages of Fedora, Red Hat and SUSE, from rpm's data base in SQLite's form, which rpm has had since 4.16. */
export const rpmReader: PackageReader = {
  wants: (path) => all.includes(path),
  read: (files) => {
    const there = new Set(files.list());
    const place = current.find((path) => there.has(path));
    if (place === undefined) return { value: { packages: [] }, diagnostics: refuseOthers(there) };
    const pending = unwritten.filter((path) => (files.read(path)?.length ?? 0) > 0);
    const read = readDatabase(files.read(place) as Buffer, place);
    return { value: read.value, diagnostics: [...pending.map(refuseUnwritten), ...read.diagnostics] };
  },
};

function readDatabase(file: Buffer, place: string): Checked<Found> {
  try {
    const entries: RpmEntry[] = [];
    for (const [, blob] of readTable(file, 'Packages')) {
      const entry = Buffer.isBuffer(blob) ? readRpm(blob, place) : undefined;
      if (entry) entries.push(entry);
    }
    const found = { packages: entries.map((entry) => entry.package), owns: findOwned(entries) };
    return { value: found, diagnostics: [] };
  } catch (error) {
    // By its name: a buffer's own may come from another realm than this one, and is then no instance of ours.
    const { name, message } = Object(error);
    if (name !== 'RangeError') throw error;
    const detail = `${place} cannot be read: ${message}.`;
    const hint = 'Run rpm --rebuilddb in the image.';
    return { value: { packages: [] }, diagnostics: [problem('PPR030', { detail, hint })] };
  }
}

function findOwned(entries: readonly RpmEntry[]): (path: string) => boolean {
  let owned: Set<string> | undefined;
  return (path) => {
    owned ??= new Set(entries.flatMap(({ files }) => files()));
    return owned.has(path);
  };
}

function refuseOthers(there: ReadonlySet<string>): readonly Diagnostic[] {
  return Object.entries(others).flatMap(([form, places]) =>
    places
      .filter((path) => there.has(path))
      .map((path) =>
        problem('PPR030', {
          detail: `${path} is rpm's data base in the form ${form}. Only its form sqlite can be read (rpmdb.sqlite).`,
          hint: 'In the image, set %_db_backend to sqlite in /etc/rpm/macros and run rpm --rebuilddb.',
        }),
      ),
  );
}

function refuseUnwritten(path: string): Diagnostic {
  return problem('PPR030', {
    detail: `${path} holds changes that the data base does not have yet, so packages would be missing.`,
    hint: 'End every program that uses rpm in the image, and run rpm -qa there, which writes them.',
  });
}
