import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of this machine that stands for the disks of a Windows. */
export interface Disk {
  readonly root: string;
  /** Where a path of Windows is in it; names are found whatever their case. */
  locate(path: string): string;
}

/** Where those who log in are at home. */
const HOME = 'C:\\Users\\Administrator';

export const variables: Readonly<Record<string, string>> = {
  TEMP: 'C:\\Windows\\Temp',
  SYSTEMROOT: 'C:\\Windows',
  USERPROFILE: HOME,
};

export function createDisk(root: string): Disk {
  for (const folder of ['c/windows/temp', 'c/users/administrator'])
    mkdirSync(join(root, folder), { recursive: true });
  return {
    root,
    locate(path) {
      const expanded = path
        .replace(/\$\{?env:(\w+)\}?/gi, '%$1%')
        .replace(/%(\w+)%/g, (whole, name: string) => variables[name.toUpperCase()] ?? whole);
      const whole = /^[a-z]:[\\/]/i.test(expanded) ? expanded : `${HOME}\\${expanded}`;
      const [drive = '', ...names] = whole.split(/[\\/]+/).filter((name) => name !== '' && name !== '.');
      if (names.includes('..')) throw new Error('the fake machine knows no ".."');
      return [drive.slice(0, 1).toLowerCase(), ...names].reduce(
        (folder, name) => join(folder, findName(folder, name)),
        root,
      );
    },
  };
}

function findName(folder: string, name: string): string {
  if (!existsSync(folder)) return name;
  return readdirSync(folder).find((other) => other.toLowerCase() === name.toLowerCase()) ?? name;
}
