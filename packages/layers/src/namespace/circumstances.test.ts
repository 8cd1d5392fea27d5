import { describeMounts } from './circumstances';

const plain = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
24 22 8:17 / /srv/images rw - xfs /dev/sdb1 rw
25 22 0:30 / /mnt rw - tmpfs none rw
`;

test('mounts elsewhere and the ids of mounts do not matter', () => {
  const later = plain.replace('23 22 0:21', '91 90 0:21').replace(/^25 .*\n/m, '');
  expect(describeMounts(later, '/srv/images/store')).toEqual(describeMounts(plain, '/srv/images/store'));
});

test.each([
  ['a part of /proc that is hidden', `${plain}26 23 0:40 / /proc/fs ro - tmpfs none rw\n`],
  ['another disk below the store', plain.replace('8:17', '0:44').replace('xfs', 'overlay')],
  ['a disk of its own for the store', `${plain}26 24 8:33 / /srv/images/store rw - ext4 /dev/sdc1 rw\n`],
])('%s matters', (_, other) => {
  expect(describeMounts(other, '/srv/images/store')).not.toEqual(describeMounts(plain, '/srv/images/store'));
});
