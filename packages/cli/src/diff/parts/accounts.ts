import type { ImageFiles } from '@strata/sdk';
import type { AccountChange } from '../difference';

const files = ['etc/passwd', 'etc/group', 'etc/shadow'];

/** Files that tell of accounts, together. */
export function wantsAccounts(path: string): boolean {
  return files.includes(path);
}

/**
 * Users and groups that came, went or changed. What stands in the place of a password is told as its kind, never as it is.
 * Sources: passwd(5), shadow(5), group(5).
 */
export function compareAccounts(before: ImageFiles, after: ImageFiles): readonly AccountChange[] {
  return [
    ...compareFields('user', readUsers(before), readUsers(after)),
    ...compareFields('group', readGroups(before), readGroups(after)),
  ];
}

/** What is told of an account, by name of what it is. */
interface Fields {
  readonly shown: Readonly<Record<string, string>>;
  /** Compared, and never shown. */
  readonly secret?: string;
}

type Accounts = ReadonlyMap<string, Fields>;

function readUsers(image: ImageFiles): Accounts {
  const shadow = new Map(readLines(image, 'etc/shadow').map((fields) => [fields[0], fields] as const));
  return new Map(
    readLines(image, 'etc/passwd').map((fields) => {
      const [name = '', inPlace = '', uid = '', gid = '', , home = '', shell = ''] = fields;
      const [, secret = inPlace, , , , , , expires = ''] = shadow.get(name) ?? [];
      const shown = {
        ...{ uid, gid, home, shell, password: getKind(secret) },
        ...(expires !== '' && { 'expires on day': expires }),
      };
      return [name, { shown, secret }];
    }),
  );
}

function readGroups(image: ImageFiles): Accounts {
  return new Map(
    readLines(image, 'etc/group').map(([name = '', , gid = '', members = '']) => [
      name,
      { shown: { gid, members: members.split(',').filter(Boolean).sort().join(' ') } },
    ]),
  );
}

function readLines(image: ImageFiles, path: string): readonly (readonly string[])[] {
  const lines = image.read(path)?.toString().split('\n') ?? [];
  return lines.filter((line) => /^[^#:\s][^:]*:/.test(line)).map((line) => line.split(':'));
}

/** An exclamation mark or a star stands for what nothing typed can match. */
function getKind(secret: string): string {
  if (secret === '') return 'none needed';
  if (secret === 'x') return 'not said';
  return /^[!*]/.test(secret) ? 'locked' : 'set';
}

function compareFields(
  account: AccountChange['account'],
  before: Accounts,
  after: Accounts,
): readonly AccountChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name): readonly AccountChange[] => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old && now) {
      const details = describeChange(old, now);
      return details.length === 0 ? [] : [{ account, name, kind: 'changed', details }];
    }
    const kind = now ? 'added' : 'removed';
    return [{ account, name, kind, details: describe((now ?? old) as Fields) }];
  });
}

function describe({ shown }: Fields): readonly string[] {
  return Object.entries(shown).flatMap(([name, text]) => (text === '' ? [] : [`${name}: ${text}`]));
}

function describeChange(old: Fields, now: Fields): readonly string[] {
  const names = [...new Set([...Object.keys(old.shown), ...Object.keys(now.shown)])];
  const told = names.flatMap((name) => {
    const [from = '', to = ''] = [old.shown[name], now.shown[name]];
    return from === to ? [] : [`${name}: ${from || 'none'}, now ${to || 'none'}`];
  });
  const isSameKind = old.shown['password'] === now.shown['password'];
  return isSameKind && old.secret !== now.secret ? [...told, 'password: another one'] : told;
}
