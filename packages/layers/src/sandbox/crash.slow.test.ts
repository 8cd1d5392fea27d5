import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMarked, waitForNoneMarked } from '../testing/leftovers';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { createSandboxFixture, type SandboxFixture } from '../testing/sandbox-fixture';

const repository = resolve(__dirname, '../../../..');

let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await createSandboxFixture('strata-crash-');
});
afterAll(() => fixture.close());

/** Milliseconds: nearly half a second of a build, from its very first process on. */
const moments = Array.from({ length: 40 }, (_, index) => index * 11);

test('kill -9 of the build at any moment leaves no process and no mount', async () => {
  let interrupted = 0;
  for (const moment of moments) {
    const driver = await startDriver();
    await sleep(moment);
    if (findMarked(fixture.store).length > 1) interrupted++;
    driver.kill('SIGKILL');
    expect(await once(driver, 'exit')).toEqual([null, 'SIGKILL']);
    expect({ moment, left: await waitForNoneMarked(fixture.store) }).toEqual({ moment, left: [] });
  }
  // The driver itself is marked too, so this counts the kills that met something running.
  expect(interrupted).toBeGreaterThan(moments.length / 2);
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(fixture.store);
}, 300_000);

alsoAsOrdinaryUser(__filename);

async function startDriver(): Promise<ChildProcess> {
  const program = join(__dirname, '../testing/crash-driver.ts');
  const options = ['--conditions=@strata/source', '--require', '@swc-node/register', program, fixture.store];
  const driver = spawn(process.execPath, options, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(driver.stdout, 'data');
  return driver;
}
