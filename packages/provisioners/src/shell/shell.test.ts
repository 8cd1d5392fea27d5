import { Failure } from '@strata/diagnostics';
import { ConnectionError, Secret, type Text } from '@strata/sdk';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
  type MemoryEntry,
} from '@strata/sdk/testing';
import { shell } from './provision';
import type { ShellOptions } from './schema';
import { shellSchema } from './schema';

/** The schema's defaults, as a decoded block has them. */
const defaults = Object.fromEntries(
  Object.entries(shellSchema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  ),
);

interface Setup {
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly answer?: Answer;
}

async function run(options: Partial<ShellOptions>, { files = {}, answer }: Setup = {}) {
  const communicator = createRecordingCommunicator(answer ? { answer } : {});
  const context = createProvisionContext({ communicator, ports: createTestPorts(files) });
  const error = await shell.provision(context, { ...defaults, ...options } as ShellOptions).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  const commands = communicator.commands.map(({ command }) => command);
  const scripts = communicator.uploads.map(({ content }) => content.toString());
  return { context, communicator, commands, scripts, problems: error?.diagnostics ?? [] };
}

describe('what is sent', () => {
  test('inline lines become one script of sh that stops at the first error', async () => {
    const { scripts, communicator } = await run({ inline: ['one', 'two'] });
    expect(scripts).toEqual(['#!/bin/sh -e\none\ntwo\n']);
    expect(communicator.uploads[0]).toMatchObject({ mode: 0o755 });
    expect(communicator.uploads[0]!.destination).toMatch(/^\/tmp\/script_\d+\.sh$/);
  });

  test.each<[string, Partial<ShellOptions>, string]>([
    ['an interpreter that is asked for', { inline_shebang: '/bin/bash -ex' }, '#!/bin/bash -ex\ntrue\n'],
    [
      'that of the first line',
      { inline: ['#!/usr/bin/env python3', 'pass'] },
      '#!/usr/bin/env python3\npass\n',
    ],
    ['both, the option first', { inline: ['#!/a'], inline_shebang: '/b' }, '#!/b\n#!/a\n'],
  ])('the shebang is %s', async (_, options, script) => {
    expect((await run({ inline: ['true'], ...options })).scripts).toEqual([script]);
  });

  test('scripts are sent and run one after the other, from the folder of the build', async () => {
    const files = { '/ws/a.sh': 'a', '/elsewhere/b.sh': 'b' };
    const { scripts, context } = await run({ scripts: ['a.sh', '/elsewhere/b.sh'] }, { files });
    expect(scripts).toEqual(['a', 'b']);
    expect(context.reporter.said).toEqual([
      'Provisioning with shell script: a.sh',
      'Provisioning with shell script: /elsewhere/b.sh',
    ]);
  });

  test('line ends of Windows become those of Unix, unless the script is binary', async () => {
    const files = { '/ws/s': Buffer.from('a\r\nb\xff\r\n', 'latin1') };
    const { communicator } = await run({ script: 's' }, { files });
    expect(communicator.uploads[0]!.content.equals(Buffer.from('a\nb\xff\n', 'latin1'))).toBe(true);
    const binary = await run({ script: 's', binary: true }, { files });
    expect(binary.communicator.uploads[0]!.content.equals(files['/ws/s'])).toBe(true);
  });

  test.each<[Partial<ShellOptions>, RegExp]>([
    [{ remote_folder: '/var/tmp' }, /^\/var\/tmp\/script_\d+\.sh$/],
    [{ remote_file: 'setup.sh' }, /^\/tmp\/setup\.sh$/],
    [{ remote_path: '~/x.sh', remote_file: 'setup.sh' }, /^~\/x\.sh$/],
  ])('%j decides where the script goes', async (options, path) => {
    const { communicator } = await run({ inline: ['true'], ...options });
    expect(communicator.uploads[0]!.destination).toMatch(path);
  });

  test('the same script has the same name in every build', async () => {
    const names = await Promise.all([run({ inline: ['a'] }), run({ inline: ['a'] })]);
    expect(names[0]!.commands).toEqual(names[1]!.commands);
  });
});

describe('how it is run', () => {
  const path = '/x';
  const at = { inline: ['true'], remote_path: path };

  test('the environment stands before the script, by name', async () => {
    const { commands } = await run({
      ...at,
      environment_vars: ["B=it's", 'A=1'],
      env: { B: 'wins', C: "it's" },
    });
    expect(commands[0]).toBe(
      `chmod +x /x; A='1' B='wins' C='it'"'"'s' PACKER_BUILDER_TYPE='rootfs' PACKER_BUILD_NAME='golden'  /x`,
    );
  });

  test('execute_command and env_var_format are as in Packer', async () => {
    const { commands } = await run({
      ...at,
      execute_command: "echo 'x' | sudo -S env {{ .Vars }} {{.Path}} {{- .Vars -}} !",
      env_var_format: '%s="%s" 100%% ',
    });
    expect(commands[0]).toBe(
      `echo 'x' | sudo -S env PACKER_BUILDER_TYPE="rootfs" 100% PACKER_BUILD_NAME="golden" 100%  /xPACKER_BUILDER_TYPE="rootfs" 100% PACKER_BUILD_NAME="golden" 100% !`,
    );
  });

  test('a secret is never part of a command', async () => {
    const env = { TOKEN: new Secret("s3cr3t'"), PLAIN: 'p' };
    const environment_vars: Text[] = [new Secret('PASSWORD=hunter=2')];
    const { commands, communicator } = await run({ ...at, env, environment_vars });
    expect(commands[0]).toContain(`PASSWORD="$PASSWORD" PLAIN='p' TOKEN="$TOKEN" `);
    expect(commands.join()).not.toMatch(/s3cr3t|hunter/);
    expect(communicator.commands[0]!.env).toEqual({ TOKEN: "s3cr3t'", PASSWORD: 'hunter=2' });
  });

  test.each([
    ["export %s='%s'; ", 'export TOKEN="$TOKEN"; '],
    ['%s="%s" ', 'TOKEN="$TOKEN" '],
    ['-e %s=%s ', '-e TOKEN="$TOKEN" '],
  ])('the format %s writes a secret as %s', async (env_var_format, text) => {
    const { commands } = await run({ ...at, env: { TOKEN: new Secret('x') }, env_var_format });
    expect(commands[0]).toContain(text);
  });

  test('with an environment file no variable is part of the command, and the file goes away', async () => {
    const { commands, communicator } = await run({
      ...at,
      use_env_var_file: true,
      env: { TOKEN: new Secret("s3'cr3t") },
    });
    const file = communicator.uploads[0]!;
    expect(file.destination).toMatch(/^\/tmp\/varfile_\d+\.sh$/);
    expect(file.mode).toBe(0o600);
    expect(file.content.toString()).toContain(`export TOKEN='s3'"'"'cr3t'\n`);
    expect(commands).toEqual([
      `chmod +x /x; . ${file.destination} && /x`,
      'rm -f /x',
      `rm -f ${file.destination}`,
    ]);
    expect(communicator.commands[0]!.env).toEqual({});
  });

  test('the environment file goes away after a failure too', async () => {
    const answer: Answer = ({ command }) => (command.startsWith('rm') ? 0 : 1);
    const { commands, problems } = await run({ ...at, use_env_var_file: true }, { answer });
    expect(problems).toHaveLength(1);
    expect(commands.at(-1)).toMatch(/^rm -f \/tmp\/varfile_/);
  });

  test('a machine that is gone is not waited for to remove it', async () => {
    const answer: Answer = () => ({ kind: 'disconnected' });
    const { context, problems } = await run({ ...at, use_env_var_file: true }, { answer });
    expect(problems[0]).toMatchObject({ code: 'PRV003' });
    expect(context.ports.clock.sleeps).toEqual([]);
  });

  test('scripts are removed, unless skip_clean says otherwise', async () => {
    expect((await run(at)).commands[1]).toBe('rm -f /x');
    expect((await run({ ...at, skip_clean: true })).commands).toHaveLength(1);
    expect((await run({ ...at, remote_path: "/it's here" })).commands[1]).toBe(`rm -f '/it'"'"'s here'`);
  });

  test('pause_after waits once, at the end', async () => {
    const { context } = await run({ ...at, pause_after: 7_000 });
    expect(context.ports.clock.sleeps).toEqual([7_000]);
  });
});

describe('a machine that goes away', () => {
  const at = { inline: ['reboot'], remote_path: '/x' };

  test('sending and starting is tried again every two seconds', async () => {
    let tries = 0;
    const answer: Answer = ({ command }) => {
      if (command.startsWith('chmod') && ++tries < 3) throw new ConnectionError('no route');
      return 0;
    };
    const { communicator, context, problems } = await run(at, { answer });
    expect(problems).toEqual([]);
    expect(communicator.uploads).toHaveLength(3);
    expect(context.ports.clock.sleeps).toEqual([2_000, 2_000]);
  });

  test('after start_retry_timeout it is given up', async () => {
    const answer: Answer = () => {
      throw new ConnectionError('no route');
    };
    const { problems, context } = await run({ ...at, start_retry_timeout: 10_000 }, { answer });
    expect(problems[0]).toMatchObject({ code: 'PRV003', detail: expect.stringContaining('no route') });
    expect(context.ports.clock.sleeps).toHaveLength(5);
  });

  test('any other error of the communicator is final', async () => {
    const answer: Answer = () => {
      throw new Error('disk full');
    };
    await expect(run(at, { answer })).rejects.toThrow('disk full');
  });

  const reboot: Answer = ({ command }) => (command.startsWith('chmod') ? { kind: 'disconnected' } : 0);

  test('a lost connection is a failure with the remedy', async () => {
    const { problems } = await run(at, { answer: reboot });
    expect(problems[0]).toMatchObject({
      code: 'PRV003',
      detail: expect.stringContaining('The connection went away while the inline script ran.'),
      hint: expect.stringContaining('expect_disconnect'),
    });
  });

  test.each<Partial<ShellOptions>>([{ expect_disconnect: true }, { valid_exit_codes: [0, 2_300_218] }])(
    '%j makes it none, and the script is removed when the machine is back',
    async (options) => {
      let down = 2;
      const answer: Answer = (recorded, print) => {
        if (recorded.command.startsWith('rm') && down-- > 0) return { kind: 'disconnected' };
        return reboot(recorded, print);
      };
      const { problems, commands } = await run({ ...at, ...options }, { answer });
      expect(problems).toEqual([]);
      expect(commands.filter((command) => command === 'rm -f /x')).toHaveLength(3);
    },
  );
});

describe('a script that fails', () => {
  test('is named with its exit code, the codes allowed and its last output', async () => {
    const answer: Answer = (_, print) => {
      print('Reading package lists...\n');
      print('E: Unable to locate package ngnix\n', 'stderr');
      return 100;
    };
    const files = { '/ws/setup.sh': 'apt-get install ngnix\n' };
    const { problems, commands } = await run(
      { script: 'setup.sh', valid_exit_codes: [0, 3] },
      { files, answer },
    );
    expect(problems[0]).toMatchObject({
      code: 'PRV002',
      summary: 'Script failed',
      detail: [
        'The script setup.sh failed. Script exited with non-zero exit status: 100. Allowed exit codes are: [0 3].',
        'Its last output:',
        '  Reading package lists...',
        '  E: Unable to locate package ngnix',
      ].join('\n'),
    });
    expect(problems[0]!.hint).toContain('strata shell');
    expect(commands).toHaveLength(1);
  });

  test.each([
    ['dash', '/x: 3: foo: not found'],
    ['bash', '/x: line 3: foo: command not found'],
  ])('names the line that %s points to', async (_, message) => {
    const answer: Answer = (__, print) => {
      print(`${message}\n`, 'stderr');
      return 127;
    };
    const { problems } = await run({ inline: ['cd /', 'foo --bar'], remote_path: '/x' }, { answer });
    expect(problems[0]!.detail).toContain("The shell's message points to line 2:\n  foo --bar\n");
  });

  test('shows no line that may hold a secret', async () => {
    const answer: Answer = (_, print) => {
      print('/x: 2: login: not found\n');
      return 127;
    };
    const { problems } = await run({ inline: [new Secret('login hunter2')], remote_path: '/x' }, { answer });
    expect(problems[0]!.detail).not.toContain('hunter2');
  });

  test('shows the end of a long output only', async () => {
    const answer: Answer = (_, print) => {
      for (let line = 0; line < 10_000; line++) print(`line ${line} ${'x'.repeat(80)}\n`);
      return 1;
    };
    const { problems, context } = await run({ inline: ['x'] }, { answer });
    const lines = problems[0]!.detail.split('\n').filter((line) => line.startsWith('  line'));
    expect(lines).toHaveLength(15);
    expect(lines.at(-1)).toMatch(/^ {2}line 9999 /);
    expect(context.reporter.text()).toContain('line 0 ');
  });

  test('an exit code may be allowed', async () => {
    expect(
      (
        await run(
          { inline: ['x'], valid_exit_codes: [3] },
          { answer: ({ command }) => (command.startsWith('rm') ? 0 : 3) },
        )
      ).problems,
    ).toEqual([]);
  });

  test('the end by a signal is a failure, whatever codes are allowed', async () => {
    const answer: Answer = () => ({ kind: 'signalled', signal: 'SIGKILL' });
    const { problems } = await run({ inline: ['x'] }, { answer });
    expect(problems[0]!.detail).toBe('The inline script was ended by SIGKILL.\nIt printed nothing.');
  });
});

test('missing scripts are all named, with the path tried and the near name, before anything runs', async () => {
  const files = { '/ws/scripts/setup.sh': '', '/ws/folder/x': '' };
  const { problems, communicator } = await run(
    { scripts: ['scripts/stup.sh', 'none.sh', 'folder'] },
    { files },
  );
  expect(problems.map(({ code, detail }) => [code, detail])).toEqual([
    ['SDK004', '"scripts/stup.sh" is not there; /ws/scripts/stup.sh was tried.'],
    ['SDK004', '"none.sh" is not there; /ws/none.sh was tried.'],
    ['SDK004', '"folder" must be a file; /ws/folder is a directory.'],
  ]);
  expect(problems[0]!.hint).toBe('Did you mean "scripts/setup.sh"?');
  expect(communicator.uploads).toEqual([]);
});
