import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '@strata/sdk';
import { watchChildren } from '../../../cli/src/testing/watch-children';
import { waitForNoneMarked } from '../../../layers/src/testing/leftovers';
import { type SshdMachine, startSshdMachine } from '../testing/sshd-machine';
import { puppetMasterless } from './provision';
import { type PuppetMasterlessOptions, puppetMasterlessSchema } from './schema';

let machine: SshdMachine;
beforeEach(async () => {
  machine = await startSshdMachine();
});
afterEach(() => machine.close());

const part = { schema: puppetMasterlessSchema, provision: puppetMasterless.provision };

/** Puppet keeps what it writes for itself in the machine's folder, not in this machine's /etc and /var. */
function run(options: Partial<PuppetMasterlessOptions>, signal?: AbortSignal) {
  const own = ['confdir', 'vardir', 'logdir', 'rundir'].map(
    (name) => `--${name}=${join(machine.folder, name)}`,
  );
  return machine.run<PuppetMasterlessOptions>(
    part,
    {
      ...{ manifest_file: 'site.pp', prevent_sudo: true, staging_directory: join(machine.folder, 'staging') },
      ...options,
      extra_arguments: [...own, ...(options.extra_arguments ?? [])],
    },
    signal,
  );
}

const said = () => machine.read('said');
const manifest = (content: string) => `file { "\${facts['place']}/said": content => "${content}\\n" }\n`;

test('a manifest is applied with modules, Hiera and facts, and again where nothing changes', async () => {
  machine.write({
    'site.pp': 'include hello\n',
    'modules/hello/manifests/init.pp': `class hello(String $color, Integer $count) {
  file { "\${facts['place']}/said": content => epp('hello/said.epp', { color => $color, count => $count }) }
}
`,
    'modules/hello/templates/said.epp':
      "<%- | $color, $count | -%>\n<%= $facts['packer_build_name'] %> <%= $facts['packer_builder_type'] %> <%= $facts['word'] %> <%= $color %> <%= $count %>\n",
    'hiera.yaml': `version: 5\ndefaults: {datadir: ${join(machine.folder, 'data')}, data_hash: yaml_data}\nhierarchy: [{name: all, path: all.yaml}]\n`,
    'data/all.yaml': 'hello::color: blue\nhello::count: 3\n',
  });
  const options = {
    ...{ module_paths: ['modules'], hiera_config_path: 'hiera.yaml' },
    ...{ facter: { place: machine.folder, word: 'it\'s "so" $HOME' }, clean_staging_directory: true },
  };
  const first = await run(options);
  expect([first.problems, first.warnings]).toEqual([[], []]);
  expect(said()).toBe('golden rootfs it\'s "so" $HOME blue 3\n');
  expect(first.text).toContain('Applied catalog');
  const second = await run(options);
  expect(second.problems).toEqual([]);
  expect(second.text).not.toContain('content changed');
  expect(existsSync(join(machine.folder, 'staging'))).toBe(false);
});

test.each<[string, string, Partial<PuppetMasterlessOptions>, string]>([
  ['a resource that fails', 'exec { "/bin/false": }', {}, 'exit status: 4'],
  ['text that is no manifest', 'file {', {}, 'exit status: 1'],
  ['a machine without Puppet', '', { puppet_bin_dir: '/nowhere' }, 'exit status: 127'],
])('%s is told', async (_, content, options, ending) => {
  machine.write({ 'site.pp': content });
  const { problems } = await run(options);
  expect(problems).toMatchObject([
    {
      code: 'PRV002',
      detail: expect.stringContaining(ending),
      hint: expect.stringContaining('puppet_bin_dir'),
    },
  ]);
});

test('a fact that is secret reaches Puppet, and no process list and no line', async () => {
  const token = 'hunter2-hunter2';
  machine.write({ 'site.pp': manifest("${facts['token']}") });
  const watched = watchChildren(() => process.pid);
  const {
    problems,
    text,
    said: lines,
  } = await run({
    facter: { place: machine.folder, token: new Secret(token) },
  });
  const commands = watched.stop().map(({ command }) => command);
  expect([problems, said()]).toEqual([[], `${token}\n`]);
  expect(commands.some((command) => command.includes('puppet'))).toBe(true);
  expect([...commands, text, lines].filter((one) => one.includes(token))).toEqual([]);
});

/** Puppet gives what it runs a session of its own, where an abort does not reach it: it has to end by itself. */
test('an abort ends Puppet', async () => {
  const begun = join(machine.folder, 'begun');
  machine.write({ 'site.pp': `exec { "/bin/sh -c 'echo >${begun}; sleep 5'": }` });
  const abort = new AbortController();
  const over = run({}, abort.signal).catch((error: unknown) => error);
  while (!existsSync(begun)) await new Promise((resolve) => setTimeout(resolve, 50));
  abort.abort(new Error('enough'));
  expect(await over).toMatchObject({ message: 'enough' });
  expect(await waitForNoneMarked(join(machine.folder, 'staging/manifests/site.pp'))).toEqual([]);
});
