import { makeAccountAspect } from './accounts';
import type { Aspect } from './aspect';
import { makeFileAspect, makeFilesAspect } from './files';
import { makePackageAspect } from './packages';
import { makeServiceAspect } from './services';

/** A command whose question is known: what it asks about is its first group. */
interface KnownCommand {
  readonly pattern: RegExp;
  readonly make: (name: string) => Aspect;
}

/** Words of a shell that stand for themselves. */
const name = '([\\w.@:-]+)';

const known: readonly KnownCommand[] = [
  {
    pattern: new RegExp(`^(?:passwd (?:-S|--status)|chage (?:-l|--list)|getent shadow) ${name}$`),
    make: (account) => makeAccountAspect(account, ['shadow', 'passwd']),
  },
  {
    pattern: new RegExp(`^(?:getent passwd|id(?: -\\w+)?|groups) ${name}$`),
    make: (account) => makeAccountAspect(account, ['passwd', 'group']),
  },
  {
    pattern: new RegExp(`^getent group ${name}$`),
    make: (group) => makeAccountAspect(group, ['group']),
  },
  {
    pattern: new RegExp(`^systemctl (?:-q |--quiet )?(?:is-active|is-enabled|is-failed|status|cat) ${name}$`),
    make: makeServiceAspect,
  },
  { pattern: new RegExp(`^dpkg(?:-query)? (?:-s|--status|-W) ${name}$`), make: makePackageAspect },
  {
    pattern: /^sshd (-T)(?: .*)?$/,
    make: () => makeFilesAspect('the configuration of sshd', /^etc\/ssh\/sshd_config(?:\.d\/[^/]+\.conf)?$/),
  },
  {
    pattern: /^(?:cat|stat(?: -c \S+)?|test -\w|ls -\w+) (\/[\w./-]+)$/,
    make: (path) => makeFileAspect(path),
  },
];

/** What a command asks about, when that can be seen from it. Whatever else it does, nobody here can know. */
export function findCommandAspect(command: string): Aspect | undefined {
  const words = command.trim().replace(/^(?:sudo (?:-n )?)?(?:\/usr)?(?:\/s?bin\/)?/, '');
  for (const { pattern, make } of known) {
    const found = pattern.exec(words)?.[1];
    if (found !== undefined) return make(found);
  }
  return undefined;
}
