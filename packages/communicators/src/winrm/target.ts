/** As rsync and Packer: `a/` gives its content, `a` itself lands inside the destination. `\` ends a folder of Windows, too. */
export function getRemoteTarget(source: string, destination: string): string {
  if (source.endsWith('/')) return destination;
  return `${trim(destination)}/${getLastName(source)}`;
}

export function isContent(source: string): boolean {
  return /[\\/]$/.test(source);
}

/** The last part of a path of Windows. */
export function getLastName(path: string): string {
  return trim(path).split(/[\\/]/).at(-1) ?? '';
}

function trim(path: string): string {
  return path.replace(/[\\/]+$/, '');
}
