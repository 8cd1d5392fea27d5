import { openReleaseBed, type ReleaseBed } from '../testing/release-bed';
import { shellSteps } from '../testing/workspace-fixture';

let bed: ReleaseBed;
beforeEach(async () => {
  bed = await openReleaseBed();
}, 120_000);
afterEach(() => bed[Symbol.asyncDispose]());

const release = (...flags: readonly string[]) => bed.workspace.strata(...bed.getArguments(...flags));

test('a child that cannot be revealed takes its parent back with it; when that is mended it goes through', async () => {
  expect((await release()).code).toBe(0);
  const before = bed.getTags();
  bed.workspace.image('golden', shellSteps('echo other > /etc/one'));
  await bed.build();
  bed.registry.addFault({ on: /^PUT \/v2\/team\/web\/manifests\/1/, status: 403 });
  const failed = await release();
  expect(failed.code).toBe(1);
  expect(failed.err).toContain('LAY034');
  expect(failed.out).toMatch(/golden: .*: revealed\nNothing of the set can be seen\./);
  expect(bed.getTags()).toEqual(before);
  expect((await release()).code).toBe(0);
  const after = bed.getTags();
  expect(Object.keys(before).filter((name) => before[name] === after[name])).toEqual([]);
}, 120_000);

test('one that is killed while it is revealed is put back by a sweep, or ended by the next run', async () => {
  const killAtChild = async () => {
    let kill = () => {};
    bed.registry.addFault({ on: /^PUT \/v2\/team\/web\/manifests\/1/, hold: () => kill() });
    const ended = await bed.workspace.run({}, bed.getArguments(), (pid) => {
      if (pid !== undefined) kill = () => process.kill(pid, 'SIGKILL');
    });
    expect(ended.signal).toBe('SIGKILL');
    expect(bed.getTags()).toEqual({ golden: expect.stringMatching(/^sha256:/), web: undefined });
  };
  await killAtChild();
  const swept = await bed.workspace.strata('sweep');
  expect([swept.code, swept.out]).toEqual([0, 'Removed 2 leftovers of killed builds.\n']);
  expect(bed.getTags()).toEqual({ golden: undefined, web: undefined });

  await killAtChild();
  const next = await release();
  expect(next.code).toBe(0);
  expect(next.out).toContain('end a release that was broken off');
  expect(bed.getTags()).toEqual({
    golden: expect.stringMatching(/^sha256:/),
    web: expect.stringMatching(/^sha256:/),
  });
  expect((await bed.workspace.strata('sweep')).out).toBe('Nothing was left behind.\n');
}, 120_000);
