import { Secret } from '@strata/sdk';
import { makesGroup, makesKeyPair } from './temporary';

test.each([
  ['nobody said how to log in', {}, true],
  ['a name is given to it', { communicator: 'none', temporary_key_pair_name: 'k' }, true],
  ['nobody logs in', { communicator: 'none' }, false],
  ['there is a password', { ssh_password: new Secret('x') }, false],
  ['the password is empty', { ssh_password: '' }, true],
  ['there is a key of the user', { ssh_private_key_file: '~/.ssh/id' }, false],
  ['AWS has the key', { ssh_keypair_name: 'k' }, false],
  ['the agent has the key', { ssh_agent_auth: true }, false],
])('a key pair is made as %s: %j', (_, options, expected) => {
  expect(makesKeyPair({ communicator: 'ssh', ...options })).toBe(expected);
});

test.each([
  ['no group is named', {}, true],
  ['a filter says nothing', { security_group_filter: { filters: {} } }, true],
  ['one is named', { security_group_id: 'sg-1' }, false],
  ['several are named', { security_group_ids: ['sg-1'] }, false],
  ['a filter finds them', { security_group_filter: { filters: { 'tag:a': 'b' } } }, false],
  ['a block of one finds them', { security_group_filter: { filter: [{ name: 'a', value: 'b' }] } }, false],
])('a security group is made as %s: %j', (_, options, expected) => {
  expect(makesGroup(options)).toBe(expected);
});
