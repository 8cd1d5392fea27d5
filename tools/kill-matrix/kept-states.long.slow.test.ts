import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readEvents } from '../../packages/cli/src/records/read-events';
import { buildIn, sweepIn } from './kill-at';
import { getQemuBed } from './rows/qemu';
import { makeStand, type Stand } from './stand';

/** Milliseconds between two looks. */
const LOOK = 5;

/** Kills a build while its machine is being kept for the first time, or soon after: states take part of a second. */
function buildAndKill(stand: Stand) {
  return buildIn(stand, (kill) => {
    const timer = setInterval(() => {
      if (!isKeeping(stand)) return;
      clearInterval(timer);
      kill('SIGKILL');
    }, LOOK);
    return () => clearInterval(timer);
  });
}

function isKeeping({ events }: Stand): boolean {
  if (!existsSync(events)) return false;
  return readEvents(readFileSync(events, 'utf8')).some(
    (event) => event.kind === 'progress' && event.label.startsWith('keeping the machine'),
  );
}

test('a build that was killed while a state was written is built again, and so is the next', async () => {
  const bed = getQemuBed('two');
  using stand = makeStand(bed.template);
  expect((await buildAndKill(stand)).end).toBe('SIGKILL');
  rmSync(stand.events);
  expect((await sweepIn(stand)).end).toBe('0');
  const again = await buildIn(stand);
  expect([again.end, again.out]).toEqual(['0', expect.stringContaining('Builds finished')]);
  rmSync(stand.events);
  const third = await buildIn(stand);
  expect([third.end, third.out]).toEqual(['0', expect.stringContaining('shell: cached')]);
}, 120_000);
