import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';

/** busybox has no getent; Alpine's musl-utils do. */
export const ACCOUNT_HELPERS = `
ask_account() {
  field entry
  getent "$1" "$2" 2>/dev/null || grep "^$2:" "/etc/$1" 2>/dev/null
}`;

const HELPERS = `
ask_user() {
  ask_account passwd "$1"
  field groups
  id -Gn "$1" 2>/dev/null
}`;

export const userKind: Kind = {
  label: 'User',
  subject: 'username',
  settings: { username: 'text' },
  attributes: {
    exists: 'value',
    uid: 'value',
    gid: 'value',
    home: 'value',
    groups: 'value',
    shell: 'value',
  },
  required: ['exists'],
  gate: 'exists',
  helpers: `${ACCOUNT_HELPERS}${HELPERS}`,
  getQuestions: (check) => ({ user: `ask_user ${quoteWord(getSubject(userKind, check))}` }),
  getFindings: (check, { user }) => {
    const [name, , uid, gid, , home = '', shell = ''] =
      getField(user, 'entry').split('\n')[0]?.split(':') ?? [];
    // getent takes numbers for names.
    const exists = name === getSubject(userKind, check);
    const known = (found: string | number | readonly string[]) =>
      exists ? value(found) : unknown('There is no such user.');
    return {
      exists: value(exists),
      uid: known(Number(uid)),
      gid: known(Number(gid)),
      home: known(home),
      shell: known(shell),
      groups: known(getField(user, 'groups').split(' ').filter(Boolean)),
    };
  },
};
