import { Failure } from '@strata/diagnostics';
import { type ProcessSpec, Secret } from '@strata/sdk';
import { createProvisionContext, createTestPorts } from '@strata/sdk/testing';
import { withDefaults } from '../testing/get-defaults';
import { getRuleCodes } from '../testing/run-part';
import { getArguments } from './arguments';
import { ansibleDefinition } from './definition';
import { getEnvironment } from './environment';
import { getGalaxyArguments } from './galaxy';
import { hideSecrets } from './hide-secrets';
import { getInventory } from './inventory';
import { ansible } from './provision';
import { type AnsibleOptions, ansibleSchema } from './schema';
import { getShownCommand } from './shown-command';
import { parseVersion } from './version';

const getOptions = (given: Partial<AnsibleOptions>) =>
  withDefaults<AnsibleOptions>(ansibleSchema, { playbook_file: 'site.yml', ...given });
const names = { buildName: 'golden', builderType: 'null', inventory: '/i', playbook: '/ws/site.yml' };

describe('arguments', () => {
  const get = (given: Partial<AnsibleOptions>, more: Partial<Parameters<typeof getArguments>[0]> = {}) =>
    getArguments({
      options: getOptions(given),
      target: { ...target, keyFile: '/k' },
      facts: { ConnType: 'ssh' },
      ...names,
      ...more,
    });
  const target = {
    connection: 'ssh',
    keyFile: undefined,
    password: undefined,
    hasFreshHostKey: false,
  } as const;
  const BEGIN = ['-e', 'packer_build_name="golden"', '-e', 'packer_builder_type=null'];
  const SSH = ['--ssh-extra-args', "'-o IdentitiesOnly=yes'"];
  const END = ['-i', '/i', '/ws/site.yml'];
  const KEY = ['-e', 'ansible_ssh_private_key_file=/k'];

  test('stand in the order of Packer', () => {
    expect(get({ extra_arguments: ['-v', '--diff'] })).toEqual([
      ...BEGIN,
      ...SSH,
      ...['-v', '--diff'],
      ...KEY,
      ...END,
    ]);
  });

  test.each<[Partial<AnsibleOptions>, Partial<Parameters<typeof getArguments>[0]>, readonly string[]]>([
    [{}, { facts: { ConnType: 'docker' } }, KEY],
    [{ ansible_ssh_extra_args: ['-o A=b', '-v'] }, {}, ['--ssh-extra-args', "'-o A=b' '-v'", ...KEY]],
    [{ extra_arguments: ['-e', 'ansible_password=x'] }, {}, [...SSH, '-e', 'ansible_password=x']],
    [{ extra_arguments: ['{{.Host}}'] }, { facts: { Host: 'h' } }, ['h', ...KEY]],
    [{}, { facts: { PackerHTTPAddr: '1.2.3.4:80' } }, ['-e', 'packer_http_addr=1.2.3.4:80', ...KEY]],
    [
      { ansible_winrm_use_http: true },
      { facts: {}, target: { ...target, connection: 'winrm' } },
      ['-e', 'ansible_winrm_scheme=http'],
    ],
  ])('%j with %j', (given, more, expected) => {
    expect(get(given, more)).toEqual([...BEGIN, ...expected, ...END]);
  });

  test('a path with blanks is quoted', () => {
    const args = get({}, { target: { ...target, keyFile: '/a b/k' } });
    expect(args).toContain('ansible_ssh_private_key_file="/a b/k"');
  });

  test.each([
    [{}, {}, "'-o IdentitiesOnly=yes' -oUserKnownHostsFile=/dev/null"],
    [{}, { facts: { ConnType: 'docker' } }, "'-oUserKnownHostsFile=/dev/null'"],
    [{ ansible_ssh_extra_args: ['-v'] }, {}, "'-v' -oUserKnownHostsFile=/dev/null"],
  ])('a key of one run is not remembered: %j with %j', (given, more, expected) => {
    const args = get(given, { target: { ...target, keyFile: '/k', hasFreshHostKey: true }, ...more });
    expect(args[args.indexOf('--ssh-extra-args') + 1]).toBe(expected);
  });

  test("a machine's password is a secret", () => {
    const password = new Secret('p"w');
    const args = get(
      {},
      { target: { ...target, connection: 'winrm', password }, facts: { ConnType: 'winrm' } },
    );
    expect((args[5] as Secret).reveal()).toBe('ansible_password="p\\"w"');
  });
});

describe('secrets', () => {
  const hide = async (...args: Parameters<typeof hideSecrets>[0]) => {
    const files: Record<string, string> = {};
    const write = async (name: string, content: string) => {
      files[name] = content;
      return `/s/${name}`;
    };
    return { args: await hideSecrets(args, write), files };
  };

  test.each([
    [
      ['-e', new Secret('a=1 b="x \\"y\\"" c=\'z\'w')],
      ['-e', '@/s/variables-1.json'],
      { a: '1', b: 'x "y"', c: 'zw' },
    ],
    [[new Secret('--extra-vars=a=1')], ['--extra-vars=@/s/variables-0.json'], { a: '1' }],
    [['--extra-vars', new Secret('{"a": 1}')], ['--extra-vars', '@/s/variables-1.yml'], { a: 1 }],
  ])('%j reach Ansible by a file', async (args, shown, content) => {
    const hidden = await hide(...args);
    expect(hidden.args).toEqual(shown);
    expect(Object.values(hidden.files).map((text) => JSON.parse(text))).toEqual([content]);
  });

  test.each([[[new Secret('--token=x')]], [['-e', new Secret('no list')]]])(
    '%j would be seen by everybody, and is refused',
    async (args) => {
      const error = await hide(...args).catch((thrown: unknown) => thrown);
      expect((error as Failure).diagnostics).toMatchObject([{ code: 'PRV016' }]);
      expect((error as Failure).message).not.toMatch(/token|no list/);
    },
  );

  test('values with names that tell are hidden where the command is shown', () => {
    expect(getShownCommand('ansible-playbook', ['-e', 'my_Password=hunter2', '-v'])).toBe(
      'ansible-playbook -e my_Password=***** -v',
    );
  });
});

describe('inventory', () => {
  const target = { host: '127.0.0.1', port: '2222', user: 'me', connection: 'ssh' } as const;
  const get = (given: Partial<AnsibleOptions>, more = {}, majorVersion: number | undefined = 2) =>
    getInventory({
      options: getOptions(given),
      target: { ...target, ...more },
      facts: { ID: 'i-1' },
      majorVersion,
    });
  const LINE = 'default ansible_host=127.0.0.1 ansible_user=me ansible_port=2222\n';

  test.each<[Partial<AnsibleOptions>, object, number, string]>([
    [{}, {}, 2, LINE],
    [{}, {}, 1, LINE.replaceAll('ansible_', 'ansible_ssh_')],
    [{ groups: ['web', 'db'], empty_groups: ['none'] }, {}, 2, `${LINE}[web]\n${LINE}[db]\n${LINE}[none]\n`],
    [{ host_alias: 'vm', inventory_file_template: '{{ .HostAlias }} id={{.ID}}\n' }, {}, 2, 'vm id=i-1\n'],
    [
      {},
      { connection: 'winrm' },
      2,
      'default ansible_host=127.0.0.1 ansible_connection=winrm ansible_winrm_transport=basic ansible_shell_type=powershell ansible_user=me ansible_port=2222\n',
    ],
  ])('%j, %j, Ansible %d', (given, more, version, expected) => {
    expect(get(given, more, version)).toBe(expected);
  });
});

test.each([
  [{}, { PACKER_RUN_UUID: 'run-1', ANSIBLE_HOST_KEY_CHECKING: 'False', ANSIBLE_SCP_IF_SSH: 'True' }],
  [{ ssh_host_key_file: 'k', use_sftp: true }, { PACKER_RUN_UUID: 'run-1' }],
  [
    { ansible_env_vars: ['A=b=c', new Secret('T={{.Password}}')], use_sftp: true, ssh_host_key_file: 'k' },
    { A: 'b=c', T: 'pw', PACKER_RUN_UUID: 'run-1' },
  ],
])('the environment of %j', (given, expected) => {
  const facts = { Password: new Secret('pw'), PackerRunUUID: 'run-1' };
  expect(getEnvironment(getOptions(given), facts, { HOME: '/h', NONE: undefined })).toEqual({
    HOME: '/h',
    ...expected,
  });
});

test.each([
  ['roles:\n- a\ncollections:\n- b\n', {}, ['install -r f', 'collection install -r f']],
  ['- src: a\n', { roles_path: '/r', galaxy_force_install: true }, ['install -r f -f -p /r']],
  [
    'collections:\n- b\n',
    { collections_path: '/c', galaxy_force_with_deps: true },
    ['collection install -r f --force-with-deps -p /c'],
  ],
])('%j is fetched by %j', (text, given, expected) => {
  expect(getGalaxyArguments(getOptions(given), 'f', text).map((args) => args.join(' '))).toEqual(expected);
});

test.each([
  ['ansible-playbook [core 2.14.18]\n', 2],
  ['ansible-playbook 1.9.6\n', 1],
  ['nothing', undefined],
])('%j is version %s', (text, version) => expect(parseVersion(text)).toBe(version));

test.each([
  [{ playbook_file: '' }, ['PRV005']],
  [{ playbook_file: 'ansible/site.yml', playbook_dir: './ansible/' }, []],
  [{ playbook_file: 'site.yml', playbook_dir: 'ansible' }, ['PRV004']],
  [{ local_port: 70_000 }, ['PRV008']],
  [{ ansible_proxy_key_type: 'dsa' }, ['PRV008']],
  [{ ansible_proxy_key_type: 'rsa' }, []],
  [{ ansible_env_vars: ['NOTHING'] }, ['PRV008']],
  [{ host_alias: 'a b', groups: ['x]', 'ok-1.y'], empty_groups: ['a\n[b'] }, ['PRV008', 'PRV008', 'PRV008']],
  [{ inventory_file: 'i', groups: ['a'], keep_inventory_file: true }, ['PRV004', 'PRV004']],
  [{ inventory_file: 'i', groups: [], keep_inventory_file: false, host_alias: 'h' }, []],
])('the rules say of %j: %j', (options, codes) => {
  expect(getRuleCodes(ansibleSchema, options)).toEqual(codes);
});

describe('provision', () => {
  const run = async (given: Partial<AnsibleOptions>, more = {}) => {
    const specs: ProcessSpec[] = [];
    const ports = {
      ...createTestPorts({ '/ws/site.yml': '' }),
      processes: {
        run: async (spec: ProcessSpec) => {
          specs.push(spec);
          spec.onOutput?.('stdout', Buffer.from('ansible-playbook [core 2.14.18]\n'));
          return { code: 0, signal: undefined };
        },
      },
      ...more,
    };
    const context = createProvisionContext({
      ports,
      facts: {
        ConnType: 'ssh',
        Host: '10.0.0.1',
        Port: '22',
        User: 'admin',
        SSHPrivateKey: new Secret('KEY'),
      },
    });
    const error = await ansible.provision(context, getOptions(given)).catch((thrown: unknown) => thrown);
    const problems = error instanceof Failure ? error.diagnostics : [];
    if (error !== undefined && !(error instanceof Failure)) throw error;
    return { specs, problems, said: context.reporter.said };
  };

  test('without the door, Ansible gets the address and the key of the machine', async () => {
    const { specs, problems, said } = await run({ use_proxy: false });
    expect(problems).toEqual([]);
    expect(specs.map(({ command, args }) => `${command} ${args[0]}`)).toEqual([
      'ansible-playbook --version',
      'ansible-playbook -e',
    ]);
    expect(specs[1]?.args.join(' ')).toMatch(
      /-e ansible_ssh_private_key_file=\/scratch\/ansible-.*\/machine-key -i /,
    );
    expect(said.join('\n')).toContain('Not using Proxy adapter for Ansible run');
  });

  test('a missing program is told with how to get it', async () => {
    const processes = {
      run: async () => {
        throw new Failure({ ...(await getMissing()) });
      },
    };
    const { problems } = await run({}, { processes });
    expect(problems).toMatchObject([{ code: 'PRV013', hint: expect.stringContaining('apt-get install') }]);
  });

  test('layers want to know what the playbook uses', async () => {
    const { communicator } = createProvisionContext();
    const context = createProvisionContext({
      ports: createTestPorts({ '/ws/site.yml': '' }),
      communicator: { ...communicator, mountLayers: async () => '/x' },
    });
    const error = await ansible.provision(context, getOptions({})).catch((thrown: unknown) => thrown);
    expect((error as Failure).diagnostics).toMatchObject([{ code: 'PRV015' }]);
  });
});

async function getMissing() {
  const { createProcesses } = await import('@strata/sdk/node');
  const error = await createProcesses()
    .run({ command: 'no-such-ansible', args: [], env: {} })
    .catch((thrown: unknown) => thrown);
  const [diagnostic] = (error as Failure).diagnostics;
  if (!diagnostic) throw new Error('A program that is missing was found.');
  return diagnostic;
}

test('no kept state stands for a playbook of which nobody says what it uses', () => {
  expect(ansibleDefinition.outside?.(getOptions({}))).toBe(true);
  expect(ansibleDefinition.outside?.(getOptions({ playbook_dir: 'ansible' }))).toBe(false);
});
