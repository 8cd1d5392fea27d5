import {
  getInstallCommand,
  getServiceSteps,
  type Machine,
  validateIds,
  validateInstall,
  validateNode,
} from './advice';
import { getMissing, needs } from './needs';

const machine: Machine = {
  node: 'v20.20.2',
  user: 'ada',
  isRoot: false,
  canSudo: false,
  hasApt: true,
  hasSystemd: true,
  subuid: 'bob:100000:65536\n',
};
const missing = needs.filter((need) => need.package === 'zstd');

test('a build is not asked for what only tests and benchmarks use', () => {
  const names = (purpose: 'build' | 'test' | 'bench') =>
    getMissing(purpose, () => false).map((need) => need.package);
  expect(names('build')).not.toContain('podman');
  expect(names('test')).toEqual(expect.arrayContaining(['podman', 'mmdebstrap']));
  expect(names('bench')).toEqual(needs.map((need) => need.package));
});

test('a machine that has everything is asked for nothing', () => {
  expect(getMissing('bench', () => true)).toEqual([]);
  expect(validateInstall([], machine)).toEqual([]);
});

test('without root and sudo the refusal says what is missing, why, and the command', () => {
  expect(validateInstall(missing, machine)).toMatchObject([
    {
      code: 'SET002',
      detail: 'Missing: zstd (compresses layers).',
      hint: 'sudo apt-get update && sudo apt-get install -y --no-install-recommends zstd',
    },
  ]);
  expect(validateInstall(missing, { ...machine, canSudo: true })).toEqual([]);
});

test('root is told a command without sudo', () => {
  expect(getInstallCommand(missing, { ...machine, isRoot: true })).not.toContain('sudo');
});

test('services that packages bring are kept asleep where systemd would start them', () => {
  const wanted = needs.filter((need) => ['docker-registry', 'zstd'].includes(need.package));
  expect(getServiceSteps(wanted, machine)).toEqual({
    before: [['mask', 'docker-registry.service']],
    after: [
      ['unmask', 'docker-registry.service'],
      ['disable', 'docker-registry.service'],
    ],
  });
  const nothing = { before: [], after: [] };
  expect(getServiceSteps(missing, machine)).toEqual(nothing);
  expect(getServiceSteps(wanted, { ...machine, hasSystemd: false })).toEqual(nothing);
});

test('a system without apt is told which commands to find', () => {
  expect(validateInstall(missing, { ...machine, hasApt: false, isRoot: true })).toMatchObject([
    { code: 'SET003', hint: expect.stringContaining('zstd') },
  ]);
});

test('a user without a range of ids is told the command that gives one, and may go on', () => {
  expect(validateIds(machine)).toMatchObject([{ code: 'SET005', severity: 'warning' }]);
  expect(validateIds({ ...machine, user: 'bob' })).toEqual([]);
  expect(validateIds({ ...machine, isRoot: true })).toEqual([]);
});

test.each([
  ['v18.20.0', 1],
  ['v20.18.3', 1],
  ['v20.19.0', 0],
  ['v22.1.0', 0],
])('Node %s gives %d problems', (node, count) => {
  expect(validateNode({ ...machine, node })).toHaveLength(count);
});
