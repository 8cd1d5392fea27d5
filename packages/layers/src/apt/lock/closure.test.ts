import type { PackageEntry } from '../index/packages';
import { parseSimulation } from './closure';
import { getSeeds } from './seeds';

test('a simulation of apt gives the version of each package that it would install', () => {
  const output = `Reading package lists...
Inst gcc-12-base (12.2.0-14+deb12u1 Debian:12.15/oldstable [amd64])
Inst base-files (12.4+deb12u13 Debian:12.15/oldstable, Debian:12-updates [amd64]) []
Inst libc6 [2.36-8] (1:2.36-9 Debian:12.15/oldstable [amd64])
Conf gcc-12-base (12.2.0-14+deb12u1 Debian:12.15/oldstable [amd64])
`;
  expect(parseSimulation(output)).toEqual({
    'base-files': '12.4+deb12u13',
    'gcc-12-base': '12.2.0-14+deb12u1',
    libc6: '1:2.36-9',
  });
});

const entry = (name: string, priority: string, essential = false) =>
  ({ name, priority, essential }) as PackageEntry;
const all = [
  entry('bash', 'required', true),
  entry('passwd', 'required'),
  entry('nano', 'important'),
  entry('perl', 'standard'),
  entry('vim', 'optional'),
];

test.each([
  ['essential', ['bash']],
  ['apt', ['apt', 'bash']],
  ['minbase', ['apt', 'bash', 'passwd']],
  ['important', ['apt', 'bash', 'nano', 'passwd']],
  ['standard', ['apt', 'bash', 'nano', 'passwd', 'perl']],
] as const)('variant %s starts with %j', (variant, names) => {
  expect(getSeeds(variant, all)).toEqual(names);
});

test('a release that knows both ways to a merged /usr takes the one without Perl', () => {
  const [usrmerge, merged] = [entry('usrmerge', 'optional'), entry('usr-is-merged', 'optional')];
  expect(getSeeds('apt', [...all, usrmerge, merged])).toEqual(['apt', 'bash', 'usr-is-merged']);
  expect(getSeeds('apt', [...all, merged])).toEqual(['apt', 'bash']);
});
