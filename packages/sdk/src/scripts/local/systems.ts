/** Go's names of systems, which `only_on` takes. */
export const SYSTEMS = ['darwin', 'freebsd', 'linux', 'openbsd', 'solaris', 'windows'];

/** Node's names where Go has others. */
const NAMES: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: 'windows', sunos: 'solaris' };

/** Whether `only_on` lets the scripts run on this system. */
export function runsOn(platform: NodeJS.Platform, onlyOn: readonly string[] = []): boolean {
  return onlyOn.length === 0 || onlyOn.includes(NAMES[platform] ?? platform);
}
