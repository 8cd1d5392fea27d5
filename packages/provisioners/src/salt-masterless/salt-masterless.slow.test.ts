import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type SshdMachine, startSshdMachine } from '../testing/sshd-machine';
import { saltMasterless } from './provision';
import { type SaltMasterlessOptions, saltMasterlessSchema } from './schema';
import { programs } from './testing/programs';

let machine: SshdMachine;
beforeEach(async () => {
  machine = await startSshdMachine();
  machine.write({
    ...programs,
    'salt/top.sls': "base:\n  '*': [web, fails]\n",
    'salt/.git/config': '[core]\n',
    'salt/web/init.sls': 'nginx: pkg.installed\n',
    'salt/fails.sls': 'fails: false\n',
    'pillar/top.sls': "base:\n  '*': [ports]\n",
    'pillar/ports.sls': 'http: 80\nhttps: 443\n',
  });
});
afterEach(() => machine.close());

const part = { schema: saltMasterlessSchema, provision: saltMasterless.provision };
const place = (path: string) => join(machine.folder, 'machine', path);
const run = (options: Partial<SaltMasterlessOptions>) => {
  machine.write({ 'machine/srv/there': '' });
  return machine.run<SaltMasterlessOptions>(part, {
    ...{ local_state_tree: 'salt', temp_config_dir: place('tmp'), skip_bootstrap: true },
    ...{ remote_state_tree: place('srv/salt'), remote_pillar_roots: place('srv/pillar') },
    ...options,
  });
};

test('Salt finds states and pillars where it is told to look', async () => {
  const { problems, text } = await run({ local_pillar_roots: 'pillar' });
  expect([problems, text]).toEqual([[], 'applied web fails with http https\n']);
  machine.write({ 'salt/top.sls': "base:\n  '*': [web]\n" });
  rmSync(join(machine.folder, 'salt/fails.sls'));
  expect((await run({ log_level: 'debug', disable_sudo: true })).text).toBe('applied web with http https\n');
  expect(readdirSync(place('srv/salt'))).toEqual(['top.sls', 'web']);
});

test('one state is applied where it is named', async () => {
  expect((await run({ custom_state: 'web' })).text).toBe('applied web with\n');
});

test.each<[string, Partial<SaltMasterlessOptions>, readonly string[]]>([
  ['ends the build', {}, ['PRV002']],
  ['may be let pass', { no_exit_on_failure: true }, []],
])('a state that fails %s', async (_, options, codes) => {
  machine.write({ 'salt/fails.sls': 'fails: true\n' });
  const { problems, text } = await run(options);
  expect([problems.map(({ code }) => code), text]).toEqual([codes, expect.stringContaining('Failed: fails')]);
});

test.each<[string, Partial<SaltMasterlessOptions>, string]>([
  ['a state that is not there', { custom_state: 'db' }, 'No matching sls found'],
  ['a level of logging that is none', { log_level: 'loud' }, 'invalid choice'],
  ['an argument that is none', { salt_call_args: '--no-such' }, 'no such option'],
])('%s is told with the words of Salt', async (_, options, expected) => {
  const { problems } = await run(options);
  expect(problems).toMatchObject([{ code: 'PRV002', detail: expect.stringContaining(expected) }]);
});

test('formulas come out of git and go beside the states, and nothing of them stays here', async () => {
  const origin = join(machine.folder, 'db-formula.git');
  machine.write({ 'db-formula.git/db/init.sls': 'postgres: pkg.installed\n' });
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', origin, ...args], { stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.invalid', 'commit', '--quiet', '-m', 'a');
  git('tag', 'v1');
  const formulas = [`git::file://${origin}//db?ref=v1`];
  const { problems, text } = await run({ formulas, custom_state: 'db' });
  expect([problems, text]).toEqual([[], expect.stringContaining('applied db with')]);
  expect(existsSync(join(machine.folder, 'salt/db'))).toBe(false);
});

test.each([
  ['a repository', 'git::file:///no/such/x.git//db', 'no/such/x.git'],
  ['a tag', 'REPOSITORY//db?ref=v9', 'v9'],
  ['a folder', 'REPOSITORY//nothing', 'nothing'],
])('%s that is not there is told before anything is sent', async (_, formula, expected) => {
  const origin = join(machine.folder, 'db-formula.git');
  execFileSync('git', ['init', '--quiet', origin]);
  machine.write({ 'db-formula.git/db/init.sls': '{}\n' });
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', origin, ...args], { stdio: 'pipe' });
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.invalid', 'commit', '--quiet', '-m', 'a');
  const { problems } = await run({ formulas: [formula.replace('REPOSITORY', `file://${origin}`)] });
  expect(problems).toMatchObject([{ detail: expect.stringContaining(expected) }]);
  expect(existsSync(place('srv/salt'))).toBe(false);
});
