import type { LaunchPermission } from '@aws-sdk/client-ec2';
import { compare, getPermissions } from './share-image';
import { getSharingName } from './wish';

const none = { accounts: [], organizations: [], organizationalUnits: [], withSnapshots: false };
const organization = 'arn:aws:organizations::111122223333:organization/o-1';

test('who is missing is added, and who is too much is taken away, all the world too', () => {
  const wanted = getPermissions({ ...none, accounts: ['1', '2'], organizations: [organization] });
  const there: readonly LaunchPermission[] = [{ UserId: '2' }, { UserId: '3' }, { Group: 'all' }];
  expect(compare(there, wanted)).toEqual({
    add: [{ UserId: '1' }, { OrganizationArn: organization }],
    remove: [{ UserId: '3' }, { Group: 'all' }],
  });
});

test('the same people in another order are the same sharing, and nobody is none', () => {
  const accounts = ['1', '2'];
  const name = getSharingName({ ...none, accounts });
  expect(getSharingName({ ...none, accounts: accounts.toReversed() })).toBe(name);
  expect(getSharingName({ ...none, accounts, withSnapshots: true })).not.toBe(name);
  expect(getSharingName(none)).toBeUndefined();
});
