import { Secret } from '@strata/sdk';
import type { Answer } from '@strata/sdk/testing';
import { getRuleCodes, runPart } from '../testing/run-part';
import { chefSolo } from './provision';
import { type ChefSoloOptions, chefSoloSchema } from './schema';

const part = {
  schema: chefSoloSchema,
  provision: chefSolo.provision,
  files: {
    '/ws/cookbooks/a/metadata.rb': '',
    '/ws/more/b/metadata.rb': '',
    '/ws/roles/web.json': '',
    '/ws/bags/x.json': '',
    '/ws/secret': 'key',
    '/ws/envs/prod.json': '',
    '/ws/solo.tpl': 'own {{if .HasRolesPath}}{{.RolesPath}}{{else}}none{{end}} [{{.CookbookPaths}}]\n',
  },
};
const run = (options: Partial<ChefSoloOptions>, answer?: Answer) =>
  runPart<ChefSoloOptions>(part, options, answer);
const S = '/tmp/packer-chef-solo';
const folder = (path: string) => [`sudo mkdir -p '${path}'`, `sudo chmod 0777 '${path}'`];
const CHEF = `chef-solo --no-color -c ${S}/solo.rb -j ${S}/node.json`;

test('Chef is installed, settings are written, and it runs', async () => {
  const { commands, sent, problems } = await run({ run_list: ['recipe[a]'], version: '18.1' });
  expect(problems).toEqual([]);
  expect(commands).toEqual([
    'curl -L https://omnitruck.chef.io/install.sh | sudo bash -s -- -v 18.1',
    ...folder(S),
    `sudo ${CHEF}`,
  ]);
  expect(sent).toEqual([
    [`${S}/solo.rb`, 'chef_license "accept-silent"\ncookbook_path []\n'],
    [`${S}/node.json`, '{\n  "run_list": [\n    "recipe[a]"\n  ]\n}'],
  ]);
});

test('everything there is goes to its place', async () => {
  const { commands, sent, trees } = await run({
    ...{ skip_install: true, prevent_sudo: true, chef_license: 'accept', chef_environment: 'prod' },
    ...{ cookbook_paths: ['cookbooks', 'more/'], remote_cookbook_paths: ['/var/chef'], roles_path: 'roles' },
    ...{ data_bags_path: 'bags', encrypted_data_bag_secret_path: 'secret', environments_path: 'envs' },
    ...{ json_string: new Secret('{"b": {"z": 1, "a": true}}'), staging_directory: '/s' },
  });
  expect(trees).toEqual([
    ['/ws/cookbooks/', '/s/cookbooks-0'],
    ['/ws/more/', '/s/cookbooks-1'],
    ['/ws/roles/', '/s/roles'],
    ['/ws/bags/', '/s/data_bags'],
    ['/ws/envs/', '/s/environments'],
  ]);
  expect(sent).toEqual([
    ['/s/encrypted_data_bag_secret', 'key'],
    [
      '/s/solo.rb',
      `chef_license "accept"
cookbook_path ["/var/chef","/s/cookbooks-0","/s/cookbooks-1"]
role_path "/s/roles"
data_bag_path "/s/data_bags"
encrypted_data_bag_secret "/s/encrypted_data_bag_secret"
environment_path "/s/environments"
environment "prod"
`,
    ],
    ['/s/node.json', '{\n  "b": {\n    "a": true,\n    "z": 1\n  }\n}'],
  ]);
  expect(commands.slice(-3)).toEqual([
    'chef-solo --no-color -c /s/solo.rb -j /s/node.json',
    "rm -rf '/s/node.json'",
    "rm -rf '/s/encrypted_data_bag_secret'",
  ]);
});

test('a secret that cannot be removed from the machine is told, whatever became of Chef', async () => {
  const options = { skip_install: true, json_string: new Secret('{"a": 1}') };
  const { problems, warnings } = await run(options, ({ command }) => (/node\.json/.test(command) ? 1 : 0));
  expect(problems).toMatchObject([{ code: 'PRV002', hint: expect.stringContaining('skip_install') }]);
  expect(warnings).toEqual([expect.stringContaining('/tmp/packer-chef-solo/node.json may hold')]);
});

test('folders are folders, and files are files', async () => {
  const { problems, commands } = await run({ cookbook_paths: ['secret'], config_template: 'roles' });
  expect(problems.map(({ code }) => code)).toEqual(['SDK004', 'SDK004']);
  expect(commands).toEqual([]);
});

test('a template of solo.rb takes the place of ours', async () => {
  const { sent } = await run({
    skip_install: true,
    config_template: 'solo.tpl',
    cookbook_paths: ['cookbooks'],
  });
  expect(sent[0]?.[1]).toBe(`own none ["${S}/cookbooks-0"]\n`);
});

test.each<[string, Partial<ChefSoloOptions>, readonly string[]]>([
  ['curl', {}, ['PRV002']],
  ['chef-solo', { skip_install: true }, ['PRV002']],
  ['nothing', {}, []],
])('a machine on which %s fails gives %j', async (word, options, codes) => {
  const { problems } = await run(options, ({ command }) =>
    command.startsWith(`sudo ${word}`) || command.startsWith(word) ? 1 : 0,
  );
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

test('on Windows everything has its place too', async () => {
  const { commands } = await run({ guest_os_type: 'windows' });
  expect(commands[0]).toBe(
    'powershell.exe -Command ". { iwr -useb https://omnitruck.chef.io/install.ps1 } | iex; Install-Project"',
  );
  expect(commands.at(-1)).toBe(
    'c:/opscode/chef/bin/chef-solo.bat --no-color -c C:/Windows/Temp/packer-chef-solo/solo.rb -j C:/Windows/Temp/packer-chef-solo/node.json',
  );
});

test.each([
  [{ json_string: '[1]' }, 'PRV008'],
  [{ json: [1] }, 'PRV008'],
  [{ json: 'text' }, 'PRV008'],
  [{ json_string: '{}', json: {} }, 'PRV004'],
  [{ guest_os_type: 'beos' }, 'PRV008'],
  [{ install_command: '{{.Nothing}}' }, 'PRV008'],
])('%j is refused with %s', (options, code) => {
  expect(getRuleCodes(chefSoloSchema, options)).toEqual([code]);
});
