import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '@strata/diagnostics';
import type { ProcessSpec } from '../ports';
import { createProcesses } from './processes';

const processes = createProcesses({ grace: 100 });
const env = { PATH: '/usr/bin:/bin' };

/** Runs a shell's text and gives the result with the output. */
async function sh(script: string, more: Partial<ProcessSpec> = {}) {
  const output: Buffer[] = [];
  const onOutput = (_: string, data: Buffer) => output.push(data);
  const result = await processes.run({ command: 'sh', args: ['-c', script], env, onOutput, ...more });
  return { ...result, output: Buffer.concat(output).toString() };
}

test('a program has the environment that is given, and nothing else', async () => {
  const { output } = await sh('env', { env: { PATH: '/usr/bin:/bin', GIVEN: 'yes' } });
  const names = output.split('\n').map((line) => line.split('=')[0]);
  expect(
    names.filter((name) => name !== '' && !['PATH', 'GIVEN', 'PWD', '_', 'SHLVL', 'OLDPWD'].includes(name!)),
  ).toEqual([]);
  expect(output).toContain('GIVEN=yes');
});

test('an exit code is a result, and so is the end by a signal', async () => {
  expect(await sh('exit 7')).toMatchObject({ code: 7, signal: undefined });
  expect(await sh('kill -KILL $$')).toMatchObject({ code: undefined, signal: 'SIGKILL' });
});

test('both streams arrive under their names', async () => {
  const seen: string[] = [];
  await sh('echo out; echo err >&2', { onOutput: (stream, data) => void seen.push(`${stream}:${data}`) });
  expect(seen.sort()).toEqual(['stderr:err\n', 'stdout:out\n']);
});

test('input comes from memory or from a stream, of any size', async () => {
  expect((await sh('cat', { stdin: Buffer.from('hello') })).output).toBe('hello');
  const stream = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(65_536, 'x')));
  expect((await sh('wc -c', { stdin: stream })).output.trim()).toBe('6553600');
});

test('a program that does not read its input is no error', async () => {
  expect(await sh('exit 0', { stdin: Buffer.alloc(5_000_000) })).toMatchObject({ code: 0 });
});

test('input that breaks off ends the program and is told', async () => {
  const broken = new Readable({ read: () => undefined });
  broken.push('half');
  setImmediate(() => broken.destroy(new Error('the disk is gone')));
  await expect(sh('cat; sleep 100', { stdin: broken })).rejects.toThrow('the disk is gone');
});

test('without input a program reads the end at once', async () => {
  expect((await sh('cat; echo done')).output).toBe('done\n');
});

test('an abort ends the program and everything it started', async () => {
  const abort = new AbortController();
  const pids: string[] = [];
  const script = 'sleep 1000 & echo $!; (trap "" TERM; sleep 1000) & echo $!; echo $$; wait';
  const run = sh(script, {
    signal: abort.signal,
    onOutput: (_, data) => {
      pids.push(...String(data).trim().split('\n'));
      if (pids.length === 3) abort.abort(new Error('enough'));
    },
  });
  await expect(run).rejects.toThrow('enough');
  expect(pids).toHaveLength(3);
  expect(await areGone(pids)).toBe(true);
});

test('a program is not started after an abort', async () => {
  const reason = new Error('too late');
  await expect(sh('exit 0', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('a program that is missing, or its folder, is named', async () => {
  const missing = processes.run({ command: 'no-such-program', args: [], env });
  expect(await getProblem(missing)).toMatchObject({
    code: 'SDK001',
    detail: 'The program "no-such-program" is needed. It is not in PATH (/usr/bin:/bin).',
  });
  expect(await getProblem(sh('true', { cwd: '/no/such/folder' }))).toMatchObject({ code: 'SDK002' });
  const notRunnable = processes.run({ command: '/etc/passwd', args: [], env });
  expect(await getProblem(notRunnable)).toMatchObject({ code: 'SDK002' });
});

async function getProblem(run: Promise<unknown>) {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Failure);
  return (error as Failure).diagnostics[0];
}

/** Killed processes are gone as soon as somebody has taken their exit code. */
async function areGone(pids: readonly string[]): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (!pids.some(isRunning)) return true;
    await wait(20);
  }
  return false;
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}
