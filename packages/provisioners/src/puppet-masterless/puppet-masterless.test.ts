import { Secret } from '@strata/sdk';
import type { Answer } from '@strata/sdk/testing';
import { getRuleCodes, runPart } from '../testing/run-part';
import { puppetMasterless } from './provision';
import { type PuppetMasterlessOptions, puppetMasterlessSchema } from './schema';

const part = {
  schema: puppetMasterlessSchema,
  provision: puppetMasterless.provision,
  files: {
    '/ws/site.pp': 'node',
    '/ws/hiera.yaml': 'v',
    '/ws/manifests/a.pp': '',
    '/ws/m1/x/init.pp': '',
    '/ws/m2/y/init.pp': '',
  },
};
const run = (options: Partial<PuppetMasterlessOptions>, answer?: Answer) =>
  runPart<PuppetMasterlessOptions>(part, { manifest_file: 'site.pp', ...options }, answer);
const FACTS = "FACTER_packer_build_name='golden' FACTER_packer_builder_type='rootfs'";
const S = '/tmp/packer-puppet-masterless';
const folder = (path: string) => [`sudo mkdir -p '${path}'`, `sudo chmod 0777 '${path}'`];

test('a manifest is sent and applied with sudo', async () => {
  const { commands, sent, problems } = await run({});
  expect(problems).toEqual([]);
  expect(sent).toEqual([[`${S}/manifests/site.pp`, 'node']]);
  expect(commands).toEqual([
    ...folder(S),
    ...folder(`${S}/manifests`),
    `cd ${S} && ${FACTS} sudo -E puppet apply --detailed-exitcodes ${S}/manifests/site.pp`,
  ]);
});

test('modules, Hiera, a folder of manifests and arguments go along in order', async () => {
  const { commands, sent, trees } = await run({
    ...{ hiera_config_path: 'hiera.yaml', module_paths: ['m1', 'm2'], manifest_dir: 'manifests' },
    ...{ prevent_sudo: true, puppet_bin_dir: '/opt/bin', working_directory: '/w', staging_directory: '/s' },
    ...{ extra_arguments: ['--verbose', '--x={{.WorkingDir}}'], clean_staging_directory: true },
  });
  expect(sent.map(([to]) => to)).toEqual(['/s/hiera.yaml', '/s/manifests/site.pp']);
  expect(trees).toEqual([
    ['/ws/manifests/', '/s/manifests'],
    ['/ws/m1/', '/s/module-0'],
    ['/ws/m2/', '/s/module-1'],
  ]);
  expect(commands.slice(-2)).toEqual([
    `cd /w && ${FACTS} /opt/bin/puppet apply --detailed-exitcodes --modulepath='/s/module-0:/s/module-1' --hiera_config='/s/hiera.yaml' --manifestdir='/s/manifests' --verbose --x=/w /s/manifests/site.pp`,
    "rm -rf '/s'",
  ]);
});

test('a folder may be the manifest', async () => {
  const { commands, trees } = await run({ manifest_file: 'manifests' });
  expect(trees).toEqual([['/ws/manifests/', `${S}/manifests`]]);
  expect(commands.at(-1)).toMatch(/ \/tmp\/packer-puppet-masterless\/manifests$/);
});

test('a fact that is a secret stands in no command', async () => {
  const { commands, env, said } = await run({ facter: { role: "it's", token: new Secret('s3cret') } });
  expect(commands.at(-1)).toContain(`FACTER_role='it'"'"'s' FACTER_token="$FACTER_token" sudo -E`);
  expect(env.at(-1)).toEqual({ FACTER_token: 's3cret' });
  expect([...commands, ...said].join('\n')).not.toContain('s3cret');
});

test.each<[number, Partial<PuppetMasterlessOptions>, readonly string[]]>([
  [0, {}, []],
  [2, {}, []],
  [4, {}, ['PRV002']],
  [4, { ignore_exit_codes: true }, []],
])('exit code %d with %j gives %j', async (code, options, codes) => {
  const { problems } = await run(options, ({ command }) => (command.includes('puppet apply') ? code : 0));
  expect(problems.map((one) => one.code)).toEqual(codes);
});

test('a command of its own sees what there is', async () => {
  const execute_command = '{{if .Sudo}}doas {{end}}run {{.ManifestFile}} {{.ModulePathJoiner}}';
  const { commands } = await run({ execute_command });
  expect(commands.at(-1)).toBe(`doas run ${S}/manifests/site.pp :`);
});

test('on Windows commands are of PowerShell, and a task may run Puppet', async () => {
  const { commands, sent } = await run({
    guest_os_type: 'Windows',
    elevated_user: 'SYSTEM',
    elevated_password: '',
  });
  const staging = 'C:/Windows/Temp/packer-puppet-masterless';
  expect(commands[0]).toContain(`-Path ${staging}"`);
  expect(commands.at(-1)).toMatch(
    /^powershell -executionpolicy bypass -file "c:\/Windows\/Temp\/packer-elevated/,
  );
  expect(sent.at(-1)?.[1]).toContain(
    `cd ${staging} && SET "FACTER_packer_build_name=golden" & SET "FACTER_packer_builder_type=rootfs" && puppet apply`,
  );
});

test('what is of the wrong kind is told with the rest, before anything is sent', async () => {
  const { problems, commands } = await run({ module_paths: ['site.pp', 'm3'], hiera_config_path: 'm1' });
  expect(problems.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('"m1" must be a file'),
    expect.stringContaining('"site.pp" must be a directory'),
    expect.stringContaining('"m3" is not there'),
  ]);
  expect(commands).toEqual([]);
});

test('all that is missing is told before anything is sent', async () => {
  const { problems, commands } = await run({ manifest_file: 'sit.pp', module_paths: ['m3'] });
  expect(problems.map(({ code }) => code)).toEqual(['SDK004', 'SDK004']);
  expect(commands).toEqual([]);
});

test.each([
  [{ manifest_file: '' }, 'PRV005'],
  [{ manifest_file: 'a', guest_os_type: 'plan9' }, 'PRV008'],
  [{ manifest_file: 'a', execute_command: '{{.Path}}' }, 'PRV008'],
])('%j is refused with %s', (options, code) => {
  expect(getRuleCodes(puppetMasterlessSchema, options)).toEqual([code]);
});
