import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitForNoneMarked } from '../../../layers/src/testing/leftovers';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

/** Noise takes long to be written and packed, where that is to be seen. */
const makeSteps = (bytes: number) =>
  shellSteps(
    `head -c ${bytes} /dev/urandom > /root/noise`,
    'echo in the middle; sleep 1; echo two > /etc/two',
  );
const STEPS = makeSteps(1_000_000);
const LONG_STEPS = makeSteps(60_000_000);

/** What may stand in the folders that only hold things while a build runs. */
function leftovers(): readonly string[] {
  return ['.strata/store/tmp', '.strata/store/locks', '.strata/scratch'].flatMap((folder) => {
    const path = join(workspace.root, folder);
    return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
  });
}

/** A phase, told by the first output that shows it has begun; `after` lets it get on, in milliseconds. */
const phases = [
  { phase: 'while the base is unpacked', steps: STEPS, begun: '[1/3] base archive ...', after: 30 },
  { phase: 'when a step begins', steps: STEPS, begun: '[2/3] shell ...', after: 0 },
  { phase: 'while a step writes', steps: LONG_STEPS, begun: '[2/3] shell ...', after: 150 },
  { phase: 'while a layer is packed', steps: LONG_STEPS, begun: '[2/3] shell ...', after: 600 },
  { phase: 'in the middle of a command', steps: STEPS, begun: 'in the middle', after: 100 },
  { phase: 'at the end', steps: STEPS, begun: 'Built in', after: 0 },
];

describe('a build that is killed', () => {
  it.each(phases)(
    '$phase leaves no process and no mount, and the next build succeeds',
    async ({ steps, begun, after }) => {
      workspace.image('golden', steps);
      let due = false;
      await workspace.watch(['build', '-verbose', 'images/golden'], (output, kill) => {
        if (due || !output.includes(begun)) return;
        due = true;
        setTimeout(() => kill('SIGKILL'), after);
      });
      expect(due).toBe(true);
      expect(await waitForNoneMarked(workspace.root)).toEqual([]);
      expect(await workspace.strata('build', 'images/golden')).toMatchObject({ code: 0 });
      expect(leftovers()).toEqual([]);
      expect(await waitForNoneMarked(workspace.root)).toEqual([]);
    },
  );

  it('is swept by hand as well, twice without harm', async () => {
    workspace.image('golden', STEPS);
    await workspace.watch(['build', '-verbose', 'images/golden'], (output, kill) => {
      if (output.includes('in the middle')) kill('SIGKILL');
    });
    expect(await workspace.strata('sweep')).toMatchObject({ code: 0 });
    expect(leftovers()).toEqual([]);
    expect((await workspace.strata('sweep')).out).toBe('Nothing was left behind.\n');
  });
});

describe('a build that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends its steps, cleans up and keeps finished layers',
    async (signal) => {
      workspace.image('golden', STEPS);
      let sent = false;
      const ended = await workspace.watch(['build', '-verbose', 'images/golden'], (output, kill) => {
        if (sent || !output.includes('in the middle')) return;
        sent = true;
        kill(signal);
      });
      expect(ended.code).toBe(1);
      expect(ended.out).toContain('Cancelled');
      expect(leftovers()).toEqual([]);
      expect(await waitForNoneMarked(workspace.root)).toEqual([]);
      const next = await workspace.strata('build', 'images/golden');
      expect(next.out).toContain('[2/3] shell: cached');
    },
  );
});
