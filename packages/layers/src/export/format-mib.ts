const MIB = 2 ** 20;

/** The size of a disk for people. */
export function formatMib(bytes: number): string {
  return `${bytes / MIB} MiB`;
}
