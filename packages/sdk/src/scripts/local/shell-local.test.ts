import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { createFiles, createProcesses } from '../../node';
import { Secret } from '../../secret';
import { createPostProcessContext, createTestPorts } from '../../testing';
import { getLocalCommand } from './get-command';
import { runLocalScripts } from './run-local-scripts';
import { type ShellLocalOptions, shellLocalSchema } from './schema';
import { runsOn } from './systems';

const defaults = Object.fromEntries(
  Object.entries(shellLocalSchema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  ),
);
const create = (options: Partial<ShellLocalOptions>) => ({ ...defaults, ...options }) as ShellLocalOptions;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata local-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs real scripts: what a shell makes of a command is the point. */
async function run(options: Partial<ShellLocalOptions>, variables: Record<string, string> = {}) {
  const environment = {
    variables: { PATH: process.env.PATH, ...variables },
    cwd: folder,
    home: folder,
    platform: process.platform,
  };
  const ports = { ...createTestPorts(), files: createFiles(), processes: createProcesses(), environment };
  const context = createPostProcessContext({
    ports,
    baseDirectory: folder,
    scratch: join(folder, 'scratch'),
  });
  const error = await runLocalScripts(context, create(options)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return { text: context.reporter.text(), said: context.reporter.said, problems: error?.diagnostics ?? [] };
}

test('inline lines are one script of sh that stops at the first error, and goes away', async () => {
  const { text, said, problems } = await run({ inline: ['echo one', 'false', 'echo two'] });
  expect(text).toBe('one\n');
  expect(said).toEqual(['Running local shell script: inline']);
  expect(problems).toMatchObject([
    {
      code: 'SDK010',
      detail:
        'The inline script failed on this machine. Script exited with non-zero exit status: 1. Allowed exit codes are: [0].\nIts last output:\n  one',
    },
  ]);
  expect(await readdir(join(folder, 'scratch'))).toEqual([]);
});

test('a script sees the environment of the caller, of the build and of its options, the later winning', async () => {
  const { text } = await run(
    {
      inline: ['echo "$FROM_HERE|$PACKER_BUILD_NAME|$PACKER_BUILDER_TYPE|$PACKER_RUN_UUID|$A|$B"; pwd'],
      environment_vars: ["A=it's", 'B=lost'],
      env: { B: new Secret('s3cret $HOME') },
    },
    { FROM_HERE: 'here', A: 'lost' },
  );
  expect(text).toBe(`here|golden|rootfs|run-1|it's|s3cret $HOME\n${folder}\n`);
});

test('files run one after the other, whatever characters are in the path, and a missing one stops all', async () => {
  await writeFile(join(folder, 'a b.sh'), '#!/bin/sh\necho a $1\n', { mode: 0o755 });
  expect((await run({ script: 'a b.sh' })).text).toBe('a\n');
  const { text, problems } = await run({ scripts: ['a b.sh', 'a  b.sh'] });
  expect(text).toBe('');
  expect(problems).toMatchObject([{ code: 'SDK004', hint: 'Did you mean "a b.sh"?' }]);
});

test('several steps that run at a time keep their scripts apart', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const texts = await Promise.all(
    names.map(async (name) => (await run({ inline: ['sleep 0.1', `echo ${name}`] })).text),
  );
  expect(texts).toEqual(names.map((name) => `${name}\n`));
});

test('command is one line, and exit codes may be allowed', async () => {
  expect(await run({ command: 'echo c; exit 3', valid_exit_codes: [3] })).toMatchObject({
    ...{ text: 'c\n', problems: [] },
  });
});

test('a script that is ended by a signal says so', async () => {
  const { problems } = await run({ inline: ['kill -9 $$'], execute_command: ['/bin/sh', '{{.Script}}'] });
  expect(problems[0]?.detail).toBe('The inline script was ended by SIGKILL.\nIt printed nothing.');
});

test('a secret is in the environment of the program and in no argument', () => {
  const variables = [
    { name: 'A', value: "it's" },
    { name: 'TOKEN', value: new Secret('s3cret') },
  ];
  const request = { script: '/x y', variables, platform: 'linux' } as const;
  expect(getLocalCommand(create({}), request)).toEqual({
    command: '/bin/sh',
    args: ['-c', `A='it'"'"'s' TOKEN="$TOKEN"  '/x y'`],
    env: { TOKEN: 's3cret' },
  });
  const execute_command = ['bash', '-x', '{{.Script}}'];
  expect(getLocalCommand(create({ execute_command }), request)).toMatchObject({ args: ['-x', '/x y'] });
});

test('on Windows the command is of cmd', () => {
  const variables = [
    { name: 'A', value: '1' },
    { name: 'TOKEN', value: new Secret('s3cret') },
  ];
  expect(getLocalCommand(create({}), { script: 'C:\\x.cmd', variables, platform: 'win32' })).toEqual({
    command: 'cmd',
    args: ['/V', '/C', 'set A=1 && ', 'call', 'C:\\x.cmd'],
    env: { TOKEN: 's3cret' },
  });
});

test.each<[NodeJS.Platform, readonly string[] | undefined, boolean]>([
  ['linux', undefined, true],
  ['linux', [], true],
  ['linux', ['darwin', 'linux'], true],
  ['linux', ['windows'], false],
  ['win32', ['windows'], true],
])('on %s with only_on %j: %s', (platform, onlyOn, expected) => {
  expect(runsOn(platform, onlyOn)).toBe(expected);
});

test('on another system nothing is run', async () => {
  const other = process.platform === 'linux' ? 'darwin' : 'linux';
  expect(await run({ inline: ['echo x'], only_on: [other] })).toEqual({
    text: '',
    said: ['Skipping shell-local due to runtime OS'],
    problems: [],
  });
});

test('the secret of a running script is not in the list of processes', async () => {
  const inline = ['tr "\\0" " " < /proc/$PPID/cmdline; tr "\\0" " " < /proc/$$/cmdline; echo $TOKEN'];
  const { text } = await run({ inline, env: { TOKEN: new Secret('s3cret') } });
  expect(text.match(/s3cret/g)).toHaveLength(1);
});
