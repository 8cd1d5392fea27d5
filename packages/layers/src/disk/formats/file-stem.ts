/** Headers of a tar hold names of 100 bytes, ends included. */
const longest = 80;

/** The name of a machine as the beginning of file names that every system and archive takes. */
export function getFileStem(name: string): string {
  return (
    name
      .replace(/[^\w.+-]/g, '-')
      .replace(/^\.+/, '')
      .slice(0, longest) || 'machine'
  );
}
