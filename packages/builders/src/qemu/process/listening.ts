import { readFile, stat } from 'node:fs/promises';

/** `__SO_ACCEPTCON` of Linux, in the column Flags. */
const LISTENS = '00010000';

/**
 * Whether somebody takes connections at a socket of the file system. It is there a moment before: to try would take one
 * connection away from programs that end after the first. Where Linux's table is not there, the socket alone counts.
 */
export async function isListening(path: string): Promise<boolean> {
  const table = await readFile('/proc/net/unix', 'latin1').catch(() => undefined);
  if (table === undefined) return stat(path).then(() => true, ignoreMissing);
  return listsListener(table, path);
}

const ignoreMissing = () => false;

/** Reads `/proc/net/unix`. Source: proc_net(5) and the kernel's net/unix/af_unix.c. */
export function listsListener(table: string, path: string): boolean {
  return table.split('\n').some((line) => {
    const [, , , flags, , , , ...name] = line.split(' ').filter(Boolean);
    return flags === LISTENS && name.join(' ') === path;
  });
}
