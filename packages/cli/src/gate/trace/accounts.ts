import type { Aspect } from './aspect';

/** Data bases of accounts: one line for each, which begins with its name. Sources: passwd(5), shadow(5), group(5). */
export type AccountFile = 'passwd' | 'shadow' | 'group';

/** The lines of an account in some of the data bases. In `group` also those of groups that it is a member of. */
export function makeAccountAspect(account: string, files: readonly AccountFile[]): Aspect {
  return {
    name: `the account ${account}`,
    absence: 'proof',
    wants: (path) => files.some((file) => path === `etc/${file}`),
    read: (image) => {
      const found = new Map<string, string>();
      for (const file of files)
        for (const line of readLines(image.files.read(`etc/${file}`), file, account))
          found.set(`${line.slice(0, line.indexOf(':'))} in /etc/${file}`, line);
      return found;
    },
  };
}

function readLines(content: Buffer | undefined, file: AccountFile, account: string): readonly string[] {
  const lines = content?.toString().split('\n') ?? [];
  return lines.filter((line) => {
    const [name, , , members = ''] = line.split(':');
    return name === account || (file === 'group' && members.split(',').includes(account));
  });
}

/** Accounts that patterns for lines of such a file name at their beginning: `/^root:[!*]/`. */
export function findNamedAccounts(patterns: readonly string[]): readonly string[] {
  const names = patterns.map(
    (pattern) => /^!?\/?\^?(?<name>[a-z_][\w.-]*):/i.exec(pattern)?.groups?.['name'],
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}
