import { GUEST_USER } from '../../../guest/seed';
import { createFilter } from '../leftovers';
import type { FoundFile, FoundProcess, MachineLook } from './look';

/**
 * What a machine that runs changes by itself: stamps and seeds of systemd, what cloud-init, logrotate, clocks and clients
 * of DHCP note, logs that wait for another machine, lists that apt looks up, and the home of the user that is logged in.
 */
const living: readonly string[] = [
  '/var/lib/systemd/**',
  '/var/lib/cloud/**',
  '/var/lib/dhcp/**',
  '/var/lib/chrony/**',
  '/var/lib/ntpsec/**',
  '/var/lib/logrotate/**',
  '/var/lib/apt/lists/**',
  '/var/lib/private',
  '/var/lib/sudo/**',
  '/var/spool/rsyslog/**',
  `/home/${GUEST_USER}/**`,
];

/** What a machine has after an application was removed that it had not before, and the other way around. For people. */
export function compareLooks(
  before: MachineLook,
  after: MachineLook,
  allowed: readonly string[],
): readonly string[] {
  const mayStay = createFilter([...living, ...allowed]);
  return [
    // First: of a long list only the beginning is shown.
    ...listUnits(before, after),
    ...listProcesses(before, after).map((words) => `runs still: ${words}`),
    ...without(after.sockets, before.sockets).map((socket) => `listens still: ${socket}`),
    ...without(after.mounts, before.mounts)
      .filter((path) => !path.startsWith('/run/'))
      .map((path) => `is mounted still: ${path}`),
    ...compareFiles(before.files, after.files)
      .filter(({ path }) => !mayStay(path))
      .map(({ line }) => line),
  ];
}

interface Difference {
  readonly path: string;
  readonly line: string;
}

function compareFiles(before: MachineLook['files'], after: MachineLook['files']): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [path, file] of after) {
    const old = before.get(path);
    const aspects = old ? findAspects(old, file) : [];
    if (!old) differences.push({ path, line: `added ${path}` });
    else if (aspects.length > 0) differences.push({ path, line: `changed ${path} (${aspects.join(', ')})` });
  }
  for (const path of before.keys()) if (!after.has(path)) differences.push({ path, line: `removed ${path}` });
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function findAspects(old: FoundFile, file: FoundFile): readonly string[] {
  return (['type', 'content', 'mode', 'owner'] as const).filter((aspect) => old[aspect] !== file[aspect]);
}

/** Of these kinds applications bring their own; slices, scopes and devices come and go with the machine. */
const KINDS = /\.(?:service|socket|timer|path|mount|automount|target)$/;
/** Units of whoever is logged in. */
const LOGIN = /^(?:user|user-runtime-dir)@/;

/** Units that systemd had never heard of, and still has in mind: they run, have failed, or somebody wants them. */
function listUnits(before: MachineLook, after: MachineLook): readonly string[] {
  return [...after.units]
    .filter(([name]) => !before.units.has(name) && KINDS.test(name) && !LOGIN.test(name))
    .filter(([name]) => !name.startsWith('run-'))
    .map(([name, state]) => `is known to systemd still: ${name} (${state})`);
}

/** Processes of units that were there before are the machine's own. */
function listProcesses(before: MachineLook, after: MachineLook): readonly string[] {
  const known = new Set(before.processes.map(({ words }) => words));
  const isOwn = ({ words, unit }: FoundProcess) =>
    known.has(words) || (unit !== undefined && before.units.has(unit));
  return [...new Set(after.processes.filter((each) => !isOwn(each)).map(({ words }) => words))];
}

function without(list: readonly string[], others: readonly string[]): readonly string[] {
  return list.filter((each) => !others.includes(each));
}
