import { comparePackages, parseInstalled } from './installed';

const status = `Package: bash
Status: install ok installed
Version: 5.2

Package: gone
Status: deinstall ok config-files
Version: 1
`;

test('packages that are installed count, remains of removed ones do not', () => {
  expect(parseInstalled(status)).toEqual({ bash: '5.2' });
});

test('a difference from the lock is a warning that names each package', () => {
  expect(comparePackages({ bash: '5.1', zsh: '1' }, parseInstalled(status))).toMatchObject({
    code: 'LAY088',
    severity: 'warning',
    detail: expect.stringContaining('bash 5.1 → 5.2, zsh 1 → (none)'),
  });
  expect(comparePackages({ bash: '5.2' }, parseInstalled(status))).toBeUndefined();
});
