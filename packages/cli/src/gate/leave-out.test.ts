import { problem } from '../codes';
import { tellLeftOut } from './leave-out';

test('what is left out by name is told with all that it hides, as a warning', () => {
  const hidden = [
    problem('CLI040', { detail: 'web was not tested.' }),
    problem('CLI047', { detail: 'CVE-1.' }),
  ];
  const { severity, code, detail } = tellLeftOut('web', 'tests', hidden);
  expect([severity, code]).toEqual(['warning', 'CLI049']);
  expect(detail).toContain('web goes without its tests');
  expect(detail).toContain('CLI040 Image not tested: web was not tested.');
  expect(detail).toContain('CVE-1.');
});

test('what need not be left out is told', () => {
  expect(tellLeftOut('web', 'scan', []).detail).toContain('-without-scan=web leaves out nothing');
});
