import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { claimKind, createRunPrograms, programsKind } from './run-programs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-programs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const context = {
  ports: createNodePorts(),
  reporter: createRecordingReporter(),
  signal: new AbortController().signal,
};

/** A program that goes on, and whose child does, as what a killed run leaves. */
function leave(runId: string) {
  const env = { PATH: process.env['PATH'], PACKER_RUN_UUID: runId };
  return spawn('sh', ['-c', 'sleep 60 & wait'], { env, detached: true, stdio: 'ignore' });
}

test('programs that a killed run left end with all that they started, and those of other runs go on', async () => {
  const [left, other] = [leave('dead-1'), leave('living')];
  const ended = once(left, 'exit');
  await Promise.all([once(left, 'spawn'), once(other, 'spawn')]);
  await programsKind.remove(context, { runId: 'dead-1' });
  expect((await ended)[1]).toBe('SIGKILL');
  expect(other.exitCode ?? other.signalCode).toBeNull();
  await programsKind.remove(context, { runId: 'living' });
  await programsKind.remove(context, { runId: 'living' });
});

test('a path that a killed run held is let go', async () => {
  writeFileSync(join(folder, '.manifest.json.held-by.4194305.1.gone'), '');
  await claimKind.remove(context, { path: join(folder, 'manifest.json') });
  expect(readdirSync(folder)).toEqual([]);
});

test('a path is noted before it is held, and no more when it is let go', async () => {
  const ledgers = join(folder, 'ledgers');
  const programs = createRunPrograms({ ...context, ledgers, runId: 'run-2' });
  const held = await programs.hold(join(folder, 'manifest.json'), context.signal);
  const note = readFileSync(join(ledgers, 'run-2.programs.jsonl'), 'utf8');
  expect(note).toContain(`"kind":"claim","data":{"path":"${folder}/manifest.json"}`);
  await held[Symbol.asyncDispose]();
  await programs[Symbol.asyncDispose]();
  expect([readdirSync(folder), readdirSync(ledgers)]).toEqual([['ledgers'], []]);
});

test('who gives up waiting for a path leaves no note', async () => {
  const ledgers = join(folder, 'ledgers');
  const programs = createRunPrograms({ ...context, ledgers, runId: 'run-3' });
  const reason = new Error('cancelled');
  await expect(programs.hold(join(folder, 'manifest.json'), AbortSignal.abort(reason))).rejects.toBe(reason);
  await programs[Symbol.asyncDispose]();
  expect(readdirSync(ledgers)).toEqual([]);
});

test('a run notes its programs before the first, tells them its id, and leaves no note when it ends', async () => {
  const programs = createRunPrograms({ ...context, ledgers: folder, runId: 'run-1' });
  expect(readdirSync(folder)).toEqual([]);
  const said: string[] = [];
  await programs.run({
    command: 'sh',
    args: ['-c', `echo $PACKER_RUN_UUID; ls ${folder}`],
    env: { PATH: process.env['PATH'] ?? '' },
    onOutput: (_, data) => void said.push(data.toString()),
  });
  expect(said.join('').split('\n').slice(0, 2)).toEqual(['run-1', 'run-1.programs.jsonl']);
  await programs[Symbol.asyncDispose]();
  expect(readdirSync(folder)).toEqual([]);
});
