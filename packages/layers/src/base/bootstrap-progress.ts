import type { Activity } from '@strata/sdk';

const installing = 'installing packages';

/** What mmdebstrap says it begins with, and what people call that. */
const stages: readonly (readonly [said: RegExp, label: string])[] = [
  [/^I: running apt-get update/, 'reading the package lists'],
  [/^I: downloading packages/, 'gathering packages'],
  [/^I: extracting archives/, 'extracting essential packages'],
  [/^I: (?:installing|configuring) /, installing],
  [/^I: (?:running --?customize|cleaning )/, 'cleaning up'],
];

/** dpkg's own lines; each package has one of either. Foreign packages name their architecture, `libc6:amd64`. */
const packageLine = /^(?:(Unpacking)|Setting up) (\S+) \(/;

/**
 * Follows the output of mmdebstrap and of the apt and dpkg that it runs, line by line. A package counts half when it is
 * unpacked and half when it is set up, for either takes its time: so the count grows evenly, over all that dpkg is
 * called for.
 * @param total packages of the base
 */
export function createBootstrapProgress(activity: Activity, total: number): (line: string) => void {
  const unpacked = new Set<string>();
  const ready = new Set<string>();
  return (line) => {
    const stage = stages.find(([said]) => said.test(line));
    if (stage?.[1] === installing) activity.set({ label: installing, total, item: undefined });
    else if (stage) activity.set({ label: stage[1], total: undefined, item: undefined, done: 0 });
    const [, isUnpacking, name] = packageLine.exec(line) ?? [];
    if (name === undefined) return;
    (isUnpacking ? unpacked : ready).add(name);
    const done = Math.floor((unpacked.size + ready.size) / 2);
    activity.set({ label: installing, total, item: name, done: Math.min(done, total) });
  };
}
