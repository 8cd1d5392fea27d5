import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { getProgramCommand, repository } from '../testing/from-source';
import { findMarked, waitForNoneMarked } from '../testing/leftovers';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { createSandboxFixture, type SandboxFixture } from '../testing/sandbox-fixture';

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

/** Rejects when the driver ends before it begins. */
async function startDriver(): Promise<ChildProcess> {
  const [program, ...args] = getProgramCommand('crash-driver', fixture.store);
  const driver = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  const early = once(driver, 'exit').then(([code]) => Promise.reject(new Error(`The driver ended: ${code}`)));
  early.catch(() => undefined);
  await Promise.race([once(driver.stdout, 'data'), early]);
  return driver;
}
