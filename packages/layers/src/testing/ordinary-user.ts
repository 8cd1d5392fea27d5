import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './from-source';

const user = 'strata-test';

/**
 * Registers one more test: the whole file again as an ordinary user with subordinate ids, who is made when missing and
 * stays. When the tests run as an ordinary user already, what is left out is named instead.
 */
export function alsoAsOrdinaryUser(file: string): void {
  if (process.getuid?.() !== 0) {
    test.todo('the same as root: left out, because these tests run as an ordinary user');
    return;
  }
  test('all of this holds for an ordinary user with subordinate ids', () => runAsUser(file), 300_000);
}

async function runAsUser(file: string): Promise<void> {
  addOrdinaryUser();
  const cache = mkdtempSync(join(tmpdir(), 'strata-jest-'));
  execFileSync('chown', [user, cache]);
  const jest = [join(repository, 'node_modules/jest/bin/jest.js'), '-c', join(repository, 'jest.config.js')];
  const options = [
    '--selectProjects',
    'slow',
    '--cacheDirectory',
    cache,
    '--maxWorkers',
    '1',
    '--runTestsByPath',
  ];
  try {
    await runQuietly('runuser', ['-u', user, '--', process.execPath, ...jest, ...options, file]);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** Rejects with all that was written when the command fails. */
function runQuietly(command: string, args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile(command, args, { cwd: repository, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${stdout}\n${stderr}`));
      else done();
    });
  });
}

/** Makes the user when missing and gives the name. Test files run side by side, and the password file is locked by one at a time. */
export function addOrdinaryUser(): string {
  for (let attempt = 0; !readFileSync('/etc/passwd', 'utf8').includes(`\n${user}:`); attempt++) {
    try {
      execFileSync('useradd', ['--no-create-home', '--shell', '/usr/sbin/nologin', user], { stdio: 'pipe' });
    } catch (error) {
      if (attempt === 20) throw error;
      execFileSync('sleep', ['0.2']);
    }
  }
  for (const [file, option] of [
    ['/etc/subuid', '--add-subuids'],
    ['/etc/subgid', '--add-subgids'],
  ] as const) {
    if (new RegExp(`^${user}:`, 'm').test(readFileSync(file, 'utf8'))) continue;
    execFileSync('usermod', [option, '700000000-700065535', user]);
  }
  return user;
}
