import type { Answer } from '@strata/sdk/testing';
import { getRuleCodes, runPart } from '../testing/run-part';
import { parseFormula } from './formula';
import { saltMasterless } from './provision';
import { type SaltMasterlessOptions, saltMasterlessSchema } from './schema';

const part = {
  schema: saltMasterlessSchema,
  provision: saltMasterless.provision,
  files: {
    '/ws/salt/top.sls': '',
    '/ws/salt/nginx/init.sls': '',
    '/ws/pillar/top.sls': '',
    '/ws/minion': 'm',
    '/ws/grains': 'g',
  },
};
const run = (options: Partial<SaltMasterlessOptions>, answer?: Answer) =>
  runPart<SaltMasterlessOptions>(part, { local_state_tree: 'salt', ...options }, answer);
const folder = (path: string) => [`sudo mkdir -p '${path}'`, `sudo chmod 0777 '${path}'`];

test('Salt is installed by its own script, and the states are applied', async () => {
  const { commands, trees, problems } = await run({ bootstrap_args: '-X stable' });
  expect(problems).toEqual([]);
  expect(trees).toEqual([['/ws/salt/', '/tmp/salt/states']]);
  expect(commands).toEqual([
    'curl -L https://bootstrap.saltproject.io -o /tmp/install_salt.sh || wget -O /tmp/install_salt.sh https://bootstrap.saltproject.io',
    'sudo sh /tmp/install_salt.sh -X stable',
    ...folder('/tmp/salt'),
    ...folder('/tmp/salt/states'),
    "sudo rm -rf '/srv/salt'",
    "sudo mv '/tmp/salt/states' '/srv/salt'",
    'sudo salt-call --local  state.highstate --file-root=/srv/salt --pillar-root=/srv/pillar --retcode-passthrough -l info',
  ]);
});

test('everything there is goes to its place', async () => {
  const { commands, sent, trees } = await run({
    ...{ skip_bootstrap: true, disable_sudo: true, local_pillar_roots: 'pillar', minion_config: 'minion' },
    ...{ grains_file: 'grains', custom_state: 'nginx', log_level: 'debug', salt_call_args: '--x' },
    ...{ salt_bin_dir: '/opt/salt/', no_exit_on_failure: true, temp_config_dir: '/t' },
  });
  expect(sent).toEqual([
    ['/t/minion', 'm'],
    ['/t/grains', 'g'],
  ]);
  expect(trees).toEqual([
    ['/ws/salt/', '/t/states'],
    ['/ws/pillar/', '/t/pillar'],
  ]);
  expect(commands.filter((command) => command.startsWith('mv'))).toEqual([
    "mv '/t/minion' '/etc/salt/minion'",
    "mv '/t/grains' '/etc/salt/grains'",
    "mv '/t/states' '/srv/salt'",
    "mv '/t/pillar' '/srv/pillar'",
  ]);
  expect(commands.at(-1)).toBe('/opt/salt/salt-call --local  state.sls nginx -l debug --x');
});

const fails: Answer = ({ command }) => (/salt-call|curl/.test(command) ? 1 : 0);

test('states that failed end the build, unless they may', async () => {
  const { problems, warnings } = await run({}, fails);
  expect(problems).toMatchObject([{ code: 'PRV002', hint: expect.stringContaining('salt_bin_dir') }]);
  expect(warnings).toEqual([expect.stringContaining('skip_bootstrap')]);
  expect((await run({ no_exit_on_failure: true }, fails)).problems).toEqual([]);
});

test('folders are folders, and files are files', async () => {
  const { problems, commands } = await run({ local_pillar_roots: 'minion', grains_file: 'salt' });
  expect(problems.map(({ code }) => code)).toEqual(['SDK004', 'SDK004']);
  expect(commands).toEqual([]);
});

test('a formula that the tree holds is not fetched', async () => {
  const { said, problems } = await run({ formulas: ['https://example.com/nginx-formula.git//nginx'] });
  expect(problems).toEqual([]);
  expect(said).toContain('Found existing formula at: /ws/salt/nginx');
});

test('on Windows git is installed first, without sudo', async () => {
  const { commands } = await run({ guest_os_type: 'windows', skip_bootstrap: true });
  expect(commands.slice(-3)).toEqual([
    'salt-call --local winrepo.update_git_repos',
    'salt-call --local pkg.refresh_db',
    'salt-call --local  state.highstate --file-root=C:/salt/state --pillar-root=C:/salt/pillar/ --retcode-passthrough -l info',
  ]);
});

test.each([
  ['git::https://h/x.git//a?ref=v1', { repository: 'https://h/x.git', folder: 'a', ref: 'v1' }],
  ['git@h:o/x.git//a-b', { repository: 'git@h:o/x.git', folder: 'a-b', ref: undefined }],
  ['https://h/x.git', undefined],
  ['--upload-pack=x.git//a', undefined],
  ['https://h/x.git//a?ref=--orphan', undefined],
])('the formula %s is %j', (text, expected) => {
  expect(parseFormula(text)).toEqual(expected);
});

test.each([
  [{ local_state_tree: '' }, 'PRV005'],
  [{ local_state_tree: 'a', minion_config: 'b', remote_state_tree: '/c' }, 'PRV004'],
  [{ local_state_tree: 'a', formulas: ['x'] }, 'PRV008'],
])('%j is refused with %s', (options, code) => {
  expect(getRuleCodes(saltMasterlessSchema, options)).toEqual([code]);
});
