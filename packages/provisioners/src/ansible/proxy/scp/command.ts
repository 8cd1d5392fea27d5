/** scp's own words for the other side of a copy. */
export interface ScpCommand {
  readonly direction: 'to' | 'from';
  /** The target is a folder. */
  readonly intoFolder: boolean;
  readonly recursive: boolean;
  /** As a shell of the machine would read it. */
  readonly path: string;
}

/** The command that an `scp` program has the other side run; undefined for every other command. */
export function parseScpCommand(command: string): ScpCommand | undefined {
  const found = /^scp((?:\s+-[a-zA-Z]+)*)(?:\s+--)?\s+(\S.*)$/s.exec(command);
  if (!found) return undefined;
  const [, options = '', path = ''] = found;
  const has = (letter: string) => new RegExp(`-\\w*${letter}`).test(options);
  if (!has('t') && !has('f')) return undefined;
  return {
    direction: has('t') ? 'to' : 'from',
    intoFolder: has('d'),
    recursive: has('r'),
    path: path.trim(),
  };
}

/** A path without its quotes; undefined when only a shell can tell what it means (`~`, `$HOME`, `*`). */
export function unquotePath(path: string): string | undefined {
  const pieces = /^(?:'[^']*'|"[^"$`\\]*"|\\[^\n]|[\w@%+=:,./-])+$/.test(path);
  if (!pieces) return undefined;
  return path.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single, double, one) => single ?? double ?? one);
}
