/**
 * Files that differ between two builds of the same thing, or must not be the same in two machines made from one
 * image. They are cleaned in the layer itself, so that every step above sees what the blob holds.
 */
export interface CleanRule {
  readonly action: 'empty' | 'remove';
  /** Pattern for `find -path`, in which `*` also matches `/`. Only regular files are touched. */
  readonly path: string;
  readonly reason: string;
}

export const cleanRules: readonly CleanRule[] = [
  {
    action: 'remove',
    path: 'var/log/journal/*',
    reason: 'the journal of a build; an empty one counts as corrupt',
  },
  {
    action: 'empty',
    path: 'var/log/*',
    reason: 'what was done when; programs expect their files to be there',
  },
  { action: 'remove', path: 'var/cache/ldconfig/aux-cache', reason: 'inode numbers and times' },
  { action: 'remove', path: 'var/cache/apt/*.bin', reason: 'made again by apt whenever it is missing' },
  { action: 'remove', path: 'var/cache/apt/archives/*.deb', reason: 'downloads' },
  { action: 'remove', path: 'var/lib/apt/lists/*_*', reason: 'indexes of the day' },
  { action: 'remove', path: 'var/lib/dpkg/*-old', reason: 'copies from before the last change' },
  { action: 'remove', path: 'var/cache/debconf/*-old', reason: 'copies from before the last change' },
  { action: 'remove', path: 'var/cache/man/*', reason: 'a data base with times in it' },
  { action: 'remove', path: 'etc/ssh/ssh_host_*_key', reason: 'each machine makes its own at first boot' },
  {
    action: 'remove',
    path: 'etc/ssh/ssh_host_*_key.pub',
    reason: 'each machine makes its own at first boot',
  },
  { action: 'remove', path: 'var/lib/systemd/random-seed', reason: 'secret randomness must not be shared' },
  { action: 'remove', path: 'var/lib/urandom/random-seed', reason: 'secret randomness must not be shared' },
  { action: 'empty', path: 'etc/machine-id', reason: 'systemd gives a machine with an empty one its own' },
  { action: 'remove', path: 'var/lib/dbus/machine-id', reason: 'taken from etc/machine-id' },
];
