import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Communicator, Connection } from '@strata/sdk';
import { connectSandbox } from '../../../communicators/src/sandbox/connect';
import { connectTo } from '../../../communicators/src/testing/ssh-fixture';
import { type Sshd, startSshd } from '../../../communicators/src/testing/sshd';
import { createSandboxFixture } from '../../../layers/src/testing/sandbox-fixture';
import { createTestWorkspace, describeResult, type TestWorkspace } from '../testing/real-guest';

let sshd: Sshd;
let connection: Connection;
let workspace: TestWorkspace;

beforeAll(async () => {
  sshd = await startSshd();
  connection = await connectTo(sshd);
});
afterAll(async () => {
  await connection.close();
  await sshd.close();
});
beforeEach(() => {
  workspace = createTestWorkspace();
});
afterEach(() => workspace.close());

/** What tests could leave in the guest, which is this machine. */
const listLeft = () => readdirSync('/tmp').filter((name) => name.startsWith('strata-test-'));

test('a script passes by its exit code, keeps its output, and goes', async () => {
  workspace.write({
    'a-good.sh':
      '#!/bin/sh\necho "as $(id -un)"; echo problem >&2; case $0 in *strata-test-*) ;; *) exit 9 ;; esac\n',
    'b-bad.sh': 'echo "failed: one"\nexit 3\n',
    'c-bash.sh': '#!/usr/bin/env bash\n[[ $BASH_VERSION ]] && exit 0\nexit 1\n',
    'd-killed.sh': 'kill -9 $$\n',
  });
  const { results, diagnostics } = await workspace.run(connection.communicator);
  expect(results.map(describeResult)).toEqual([
    'Script a-good.sh exit-status: passed',
    'Script b-bad.sh exit-status: 3',
    'Script c-bash.sh exit-status: passed',
    expect.stringMatching(/^Script d-killed.sh exit-status: (137|It was ended by (SIG)?KILL)/),
  ]);
  expect(results[0]?.output?.split('\n').sort()).toEqual(['', 'as root', 'problem']);
  expect(diagnostics).toMatchObject([
    { code: 'TST021', detail: expect.stringMatching(/^b-bad.sh, a test of golden: .*found 3.*failed: one/) },
    { code: 'TST021' },
  ]);
  expect(listLeft()).toEqual([]);
});

test('a program runs commands, reads files, asks servers and asserts, and what it uploads goes', async () => {
  const place = join(workspace.folder, 'uploaded');
  workspace.write({
    'guest.test.ts': `import type { GuestTests } from '@strata/image-tests';
export const tests: GuestTests = {
  'commands give both outputs': async (guest) => {
    const { code, stdout, stderr } = await guest.run('cat; echo no >&2; exit 4', { stdin: 'yes' });
    guest.assert.deepEqual({ code, stdout, stderr }, { code: 4, stdout: 'yes', stderr: 'no\\n' });
  },
  'files are what they are': async (guest) => {
    await guest.upload('hello', ${JSON.stringify(place)}, { mode: 0o600 });
    const file = await guest.file(${JSON.stringify(place)});
    guest.assert.equal(file.mode, '0600');
    guest.assert.equal(file.size, 5);
    guest.assert.equal(await file.text(), 'hello');
    guest.assert.equal((await guest.file('/none')).exists, false);
  },
  'a refused line says so': async (guest) => {
    await guest.assert.rejects(guest.http('http://127.0.0.1:1/'), /GET http:.*(refused|connect)/i);
  },
  'fails': (guest) => guest.assert.equal(1, 2),
  'fails otherwise': async (guest) => { await (await guest.file('/none')).text(); },
};
`,
  });
  const { results, diagnostics } = await workspace.run(connection.communicator);
  expect(results.map(describeResult)).toEqual([
    'Test guest.test.ts commands give both outputs: passed',
    'Test guest.test.ts files are what they are: passed',
    'Test guest.test.ts a refused line says so: passed',
    expect.stringContaining('Test guest.test.ts fails: Expected values to be strictly equal'),
    'Test guest.test.ts fails otherwise: /none: It cannot be read, or is a directory.',
  ]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['TST022', 'TST022']);
  expect(existsSync(place)).toBe(false);
});

test('programs in JavaScript need no compiler', async () => {
  workspace.write({
    'a.test.js':
      "exports.tests = { 'runs': async (guest) => guest.assert.equal((await guest.run('true')).code, 0) };\n",
  });
  expect((await workspace.run(connection.communicator)).results.map(describeResult)).toEqual([
    'Test a.test.js runs: passed',
  ]);
});

test('nothing runs when a test cannot be read, and all mistakes are told', async () => {
  const trace = join(workspace.folder, 'trace');
  workspace.write({
    'a.yaml': 'service: { x: { enable: true } }\n',
    'b.sh': `: > ${trace}\n`,
    'c.test.js': 'module.exports = {};\n',
    'd.test.js': 'syntax error here\n',
  });
  const { results, diagnostics } = await workspace.run(connection.communicator);
  expect(results).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['TST003', 'TST023', 'TST023']);
  expect(existsSync(trace)).toBe(false);
});

test('what belongs elsewhere is counted as skipped, in both places', async () => {
  workspace.write({
    'here.yaml': 'file: { /: { exists: true } }\n',
    'layers.sh': '# strata-test: layers\nexit 1\n',
  });
  const run = async (place: 'machine' | 'layers') =>
    (await workspace.run(connection.communicator, { place })).results.map(describeResult);
  expect(await run('machine')).toEqual(['File / exists: passed', 'File layers.sh script: skipped']);
  expect(await run('layers')).toEqual(['Script layers.sh exit-status: 1', 'File here.yaml checks: skipped']);
});

test('a shell that dies in the middle is told once, with what was not answered, and leaves nothing', async () => {
  workspace.write({
    'a.yaml': `command:
  first: { exec: "true", exit-status: 0 }
  kill it: { exec: "kill -9 $(cut -d ' ' -f 4 /proc/$PPID/stat)", exit-status: 0 }
`,
  });
  const { results, diagnostics } = await workspace.run(connection.communicator);
  expect(results.map(describeResult)).toEqual([
    'Command first exit-status: passed',
    'Command kill it exit-status: The guest gave no answer.',
  ]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['TST024', 'TST020']);
  expect(listLeft()).toEqual([]);
});

test('cancelled tests end, with the reason, and leave nothing', async () => {
  workspace.write({ 'a.sh': 'echo started; sleep 600\n' });
  const abort = new AbortController();
  const reason = new Error('enough');
  const communicator: Communicator = {
    ...connection.communicator,
    exec: (command, signal) => {
      if (String(command.command).includes('.sh')) setTimeout(() => abort.abort(reason), 200);
      return connection.communicator.exec(command, signal);
    },
  };
  await expect(workspace.run(communicator, { signal: abort.signal })).rejects.toBe(reason);
  expect(listLeft()).toEqual([]);
});

test('sudo that is refused is told with what to do', async () => {
  workspace.write({ 'a.yaml': 'file: { /: { exists: true } }\n' });
  const communicator: Communicator = {
    ...connection.communicator,
    exec: (command, signal) =>
      connection.communicator.exec(
        { ...command, command: 'echo "sudo: a password is required" >&2; exit 1' },
        signal,
      ),
  };
  const { diagnostics } = await workspace.run(communicator, { sudo: true });
  expect(diagnostics[0]).toMatchObject({
    code: 'TST024',
    detail: expect.stringContaining('a password is required'),
    hint: expect.stringContaining('sudo without a password'),
  });
});

test('checks and scripts also run inside of layers', async () => {
  const fixture = await createSandboxFixture();
  try {
    const session = await fixture.open();
    workspace.write({
      'a.yaml':
        '# strata-test: both\nfile: { /usr/bin/sh: { exists: true, filetype: file }, /none: { exists: false } }\n',
      'b.sh': 'ls /usr/bin/sh\n',
    });
    const { results } = await workspace.run(connectSandbox(session), { place: 'layers' });
    expect(results.map(describeResult)).toEqual([
      'File /usr/bin/sh exists: passed',
      'File /usr/bin/sh filetype: passed',
      'File /none exists: passed',
      'Script b.sh exit-status: passed',
    ]);
  } finally {
    await fixture.close();
  }
});

test('busybox is enough, and so is no timeout', async () => {
  const machine = await startSshd({ busyboxWithout: ['timeout'] });
  const inner = await connectTo(machine);
  try {
    writeFileSync(join(workspace.folder, 'some'), 'text\n');
    workspace.write({
      'a.yaml': `file:
  ${workspace.folder}/some: { exists: true, mode: "0644", owner: root, contents: [text], size: 5 }
user: { root: { exists: true, uid: 0, groups: [root] } }
group: { root: { exists: true } }
port: { "tcp:${machine.port}": { listening: true } }
mount: { /proc: { exists: true } }
kernel-param: { kernel.ostype: { value: Linux } }
command:
  echo hi: { exit-status: 0, stdout: hi }
  sleep 600: { exit-status: 0, timeout: 1000 }
`,
    });
    const { results, diagnostics } = await workspace.run(inner.communicator);
    expect(diagnostics.filter(({ code }) => code === 'TST024')).toEqual([]);
    expect(results.map(describeResult).filter((each) => !each.endsWith(': passed'))).toEqual([
      'Command echo hi stdout: "hi\\n"',
      'Command sleep 600 exit-status: It took longer than 1000 ms: set timeout when it may.',
    ]);
    expect(results.length).toBeGreaterThan(12);
  } finally {
    await inner.close();
    await machine.close();
  }
});
