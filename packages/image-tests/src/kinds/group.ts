import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';
import { ACCOUNT_HELPERS } from './user';

export const groupKind: Kind = {
  label: 'Group',
  subject: 'groupname',
  settings: { groupname: 'text' },
  attributes: { exists: 'value', gid: 'value' },
  required: ['exists'],
  gate: 'exists',
  helpers: ACCOUNT_HELPERS,
  getQuestions: (check) => ({ group: `ask_account group ${quoteWord(getSubject(groupKind, check))}` }),
  getFindings: (check, { group }) => {
    const [name, , gid] = getField(group, 'entry').split('\n')[0]?.split(':') ?? [];
    const exists = name === getSubject(groupKind, check);
    return { exists: value(exists), gid: exists ? value(Number(gid)) : unknown('There is no such group.') };
  },
};
