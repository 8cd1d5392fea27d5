import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '@strata/sdk';
import { watchChildren } from '../../../cli/src/testing/watch-children';
import { type SshdMachine, startSshdMachine } from '../testing/sshd-machine';
import { chefSolo } from './provision';
import { type ChefSoloOptions, chefSoloSchema } from './schema';
import { programs } from './testing/programs';

let machine: SshdMachine;
beforeEach(async () => {
  machine = await startSshdMachine();
  machine.write({ ...programs, ...tree });
});
afterEach(() => machine.close());

const part = { schema: chefSoloSchema, provision: chefSolo.provision };
const TOKEN = 'hunter2-hunter2';
const tree = {
  'cookbooks/web/metadata.rb': "name 'web'\n",
  'cookbooks/web/recipes/default.rb': '',
  'cookbooks/web/recipes/tls.rb': '',
  'roles/base.json': '{"name": "base"}',
  'bags/users/bob.json': '{"id": "bob"}',
  'environments/prod.json': '{"name": "prod"}',
  'bag-secret': TOKEN,
};

const staging = (path = '') => join(machine.folder, 'staging', path);
const run = (options: Partial<ChefSoloOptions>) =>
  machine.run<ChefSoloOptions>(part, {
    ...{ cookbook_paths: ['cookbooks'], roles_path: 'roles', staging_directory: staging() },
    ...options,
  });

test('Chef is installed, reads its settings and gets all that was sent', async () => {
  const { problems, text } = await run({
    ...{ version: '18.1', run_list: ['recipe[web]', 'recipe[web::tls]', 'role[base]'] },
    ...{ data_bags_path: 'bags', environments_path: 'environments', chef_environment: 'prod' },
    ...{ json_string: new Secret('{"web": {"port": 80}}') },
  });
  expect([problems, text]).toEqual([
    [],
    expect.stringContaining('ran recipe[web] recipe[web::tls] role[base]'),
  ]);
  expect(text).toContain('environment prod, attributes web');
});

test.each<[string, Partial<ChefSoloOptions>, string]>([
  ['a recipe that is in no cookbook', { run_list: ['recipe[db]'] }, 'Cookbook db not found'],
  ['an entry that is none', { run_list: ['web!'] }, 'Invalid entry web!'],
  ['a role that is not there', { run_list: ['role[none]'] }, 'Role none not found'],
  [
    'an environment without its file',
    { environments_path: 'environments', chef_environment: 'test' },
    'test',
  ],
])('%s is told with the words of Chef', async (_, options, expected) => {
  const { problems } = await run({ skip_install: true, ...options });
  expect(problems).toMatchObject([{ code: 'PRV002', detail: expect.stringContaining(expected) }]);
});

test('a machine without Chef is told with how to get it', async () => {
  const { problems } = await run({ skip_install: true, execute_command: 'no-such-chef -c {{.ConfigPath}}' });
  expect(problems).toMatchObject([
    { detail: expect.stringContaining('127'), hint: expect.stringContaining('skip_install') },
  ]);
});

test.each([
  ['that Chef takes', 'recipe[web]', []],
  ['with which it fails', 'recipe[db]', ['PRV002']],
])('attributes and secrets %s stand in no process list, and are gone afterwards', async (_, entry, codes) => {
  const watched = watchChildren(() => process.pid);
  const { problems, text, said } = await run({
    ...{ skip_install: true, run_list: [entry], encrypted_data_bag_secret_path: 'bag-secret' },
    ...{ data_bags_path: 'bags', json_string: new Secret(`{"token": "${TOKEN}"}`) },
  });
  const commands = watched.stop().map(({ command }) => command);
  expect(problems.map(({ code }) => code)).toEqual(codes);
  expect(commands.some((command) => command.includes('chef-solo'))).toBe(true);
  expect([...commands, text, said].filter((one) => one.includes(TOKEN))).toEqual([]);
  expect([statSync(staging('solo.rb')).isFile(), existsSync(staging('node.json'))]).toEqual([true, false]);
  expect(existsSync(staging('encrypted_data_bag_secret'))).toBe(false);
});
