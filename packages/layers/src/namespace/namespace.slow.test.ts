import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMarked } from '../testing/leftovers';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { findNamespace } from './find';
import type { Namespace } from './namespace';

let directory: string;
let namespace: Namespace;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'strata-namespace-'));
  namespace = await findNamespace({ searchPath: process.env.PATH ?? '', directory });
});
afterAll(() => rm(directory, { recursive: true }));

const runShell = async (script: string, rest: Partial<Parameters<Namespace['run']>[0]> = {}) => {
  const { stdout, stderr, exit } = await namespace.run({ command: 'sh', args: ['-c', script], ...rest });
  return { out: stdout.toString(), err: stderr.toString(), exit };
};

test('the trial leaves nothing behind', async () => {
  expect((await runShell('ls -A', { cwd: directory })).out).toBe('');
});

test('a command is root, first of its pid namespace, in the folder and environment given', async () => {
  const { out } = await runShell('id -u; echo $$; pwd; echo "$ONLY"', {
    cwd: directory,
    env: { PATH: '/usr/bin:/bin', ONLY: 'this' },
  });
  expect(out).toBe(`0\n1\n${directory}\nthis\n`);
});

test('input goes in, both outputs and the exit code come out', async () => {
  const result = await runShell('cat; echo problem >&2; exit 9', { input: 'text' });
  expect(result).toEqual({ out: 'text', err: 'problem\n', exit: { kind: 'exited', code: 9 } });
});

test('arguments of a command stay as they are', async () => {
  const args = ['-c', 'printf "%s|" "$@"', 'sh', '@self', '', 'a b', '-x', '@self'];
  const { stdout } = await namespace.run({ command: 'sh', args });
  expect(stdout.toString()).toBe('@self||a b|-x|@self|');
});

test('a command that does not read its input does no harm', async () => {
  expect((await runShell('exit 0', { input: Buffer.alloc(1_000_000) })).exit).toEqual({
    kind: 'exited',
    code: 0,
  });
});

test('files of any owner can be made, and removed by nobody else', async () => {
  const file = join(directory, 'd/f');
  expect((await runShell('mkdir d; : >d/f; chown 33:44 d d/f; chmod 700 d', { cwd: directory })).err).toBe(
    '',
  );
  if (namespace.mode === 'user') expect(() => writeFileSync(file, '')).toThrow(/EACCES/);
  expect((await runShell('stat -c %u:%g d/f; rm -rf d', { cwd: directory })).out).toBe('33:44\n');
});

test('without a network there is none', async () => {
  const { out } = await runShell('cat /proc/net/dev', { network: false });
  expect(out.match(/^ *\w+:/gm)?.map((name) => name.trim())).toEqual(['lo:']);
});

test('mounts stay inside', async () => {
  await runShell('mount -t tmpfs none "$PWD" && : >"$PWD/inside"', { cwd: directory });
  expect((await runShell('ls -A', { cwd: directory })).out).toBe('');
});

test.each(['kill', 'abort'])('a command goes with all that it started (%s)', async (way) => {
  const abort = new AbortController();
  const script = 'setsid sleep 74747 >/dev/null 2>&1 & echo go; sleep 74747';
  const child = namespace.spawn({ command: 'sh', args: ['-c', script], signal: abort.signal });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const over = new Promise((resolve) => child.stdout.once('close', resolve));
  if (way === 'kill') child.kill();
  else abort.abort(new Error('enough'));
  if (way === 'kill') expect(await child.exit).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
  else await expect(child.exit).rejects.toThrow('enough');
  await over;
  for (let attempt = 0; attempt < 50 && findMarked('74747').length > 0; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(findMarked('74747')).toEqual([]);
});

alsoAsOrdinaryUser(__filename);
