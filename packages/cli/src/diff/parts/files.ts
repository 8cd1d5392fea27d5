import type { EntryChange } from '@strata/layers/contents';
import type { FileChange, FileOrigin } from '../difference';

/** What differs between any two builds and says nothing about either; what is told as packages, units and accounts. */
const noise = [
  /^var\/(?:cache|log|tmp)\//,
  /^(?:tmp|run|dev|proc|sys)\//,
  /^var\/lib\/(?:apt|dpkg|rpm|pip|systemd\/(?:catalog|deb-systemd-helper-enabled)|ucf|man-db)\//,
  /^(?:usr\/)?lib\/apk\/db\//,
  /^usr\/lib\/sysimage\/rpm\//,
  /^etc\/(?:ld\.so\.cache|machine-id|(?:passwd|group|shadow|gshadow|subuid|subgid)-?)$/,
  // Links that scripts of packages make: which programs there are, and which services start.
  /^etc\/(?:alternatives|rc[0-6S]\.d)\//,
  /(?:^|\/)__pycache__(?:\/|$)/,
  /^usr\/share\/(?:info\/dir$|mime\/|applications\/mimeinfo\.cache$)/,
];

/** Says of each change whether it is news. */
export function sortFiles(
  changes: readonly EntryChange[],
  isOfPackage: (path: string) => boolean,
): readonly FileChange[] {
  return changes.map((change) => ({ ...change, origin: getOrigin(change, isOfPackage) }));
}

function getOrigin(change: EntryChange, isOfPackage: (path: string) => boolean): FileOrigin {
  const { path, kind } = change;
  // Rights that change are news wherever they do.
  const aboutRights = change.aspects.some((aspect) => ['mode', 'owner', 'capability'].includes(aspect));
  if (!aboutRights && noise.some((pattern) => pattern.test(path))) return 'noise';
  if (isOfPackage(path)) return 'package';
  // A new or empty folder shows in what is in it.
  const isFolder = (change.after ?? change.before)?.type === 'directory';
  return isFolder && kind !== 'changed' ? 'noise' : 'own';
}
