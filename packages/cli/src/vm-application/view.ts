import type { PackageReceipt } from './pack/receipt';

const KIB = 1024;

/** A package in a few lines. */
export function formatPackage({ application, package: packed, packages, key }: PackageReceipt): string {
  const { name, version, packageFile } = application;
  const count = packages && Object.keys(packages).length;
  const inside = count === undefined ? '' : `, ${count} Debian packages`;
  return `${name} ${version}: dist/vm-app/${packageFile}, ${formatSize(packed.size)}${inside}\n  ${key}\n`;
}

/** `1.4 MiB`. */
export function formatSize(bytes: number): string {
  if (bytes < KIB) return `${bytes} bytes`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / KIB;
  let unit = 0;
  while (value >= KIB && unit < units.length - 1) {
    value /= KIB;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
