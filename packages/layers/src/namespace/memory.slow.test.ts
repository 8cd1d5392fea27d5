import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getProgramCommand, repository } from '../testing/from-source';
import { addOrdinaryUser, alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { findNamespace } from './find';
import { forgetTrial } from './memory';

let directory: string;
let memory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'strata-memory-'));
  chmodSync(directory, 0o777);
  memory = join(directory, 'trial.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

const searchPath = process.env.PATH ?? '';

test('a trial that went well is remembered, and not tried again', async () => {
  await findNamespace({ searchPath, directory, memory });
  expect(readdirSync(directory)).toEqual(['trial.json']);
  const before = statSync(directory).mtimeMs;
  const again = await findNamespace({ searchPath, directory, memory });
  expect((await again.run({ command: 'id', args: ['-u'] })).stdout.toString()).toBe('0\n');
  // A trial would have made a folder there.
  expect(statSync(directory).mtimeMs).toBe(before);
});

test('what was forgotten is tried again', async () => {
  await findNamespace({ searchPath, directory, memory });
  await forgetTrial(memory);
  expect(readdirSync(directory)).toEqual([]);
  await findNamespace({ searchPath, directory, memory });
  expect(readdirSync(directory)).toEqual(['trial.json']);
});

if (process.getuid?.() === 0) {
  test.each([
    ['rights taken away', 'exec setpriv --bounding-set -sys_admin "$@"', 'LAY055'],
    [
      'a hidden part of /proc',
      `exec unshare --mount sh -ec 'mount -t tmpfs none /proc/fs; exec runuser -u "$user" -- "$@"' sh "$@"`,
      'LAY057',
    ],
  ])('what was remembered does not count after %s', async (_, setup, code) => {
    await findNamespace({ searchPath, directory, memory });
    const command = getProgramCommand('find-namespace', directory, memory);
    const env = { ...process.env, user: addOrdinaryUser() };
    const said = execFileSync('/bin/sh', ['-ec', setup, 'sh', ...command], { cwd: repository, env });
    expect(JSON.parse(said.toString())).toMatchObject({ diagnostics: [{ code }] });
  });
} else {
  test.todo('changed circumstances: left out, because only root can make this machine look like them');
}

alsoAsOrdinaryUser(__filename);
