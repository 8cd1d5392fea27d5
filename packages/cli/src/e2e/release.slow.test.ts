import { family, openReleaseBed, type ReleaseBed } from '../testing/release-bed';

let bed: ReleaseBed;
beforeEach(async () => {
  bed = await openReleaseBed();
}, 120_000);
afterEach(() => bed[Symbol.asyncDispose]());

const release = (...flags: readonly string[]) => bed.workspace.strata(...bed.getArguments(...flags));
const isTag = (line: string) => /\/manifests\/1 /.test(line);

test('a family is sent whole before any of it has a tag, and a second run changes nothing', async () => {
  const dry = await release('-dry-run');
  expect([dry.code, dry.out]).toEqual([
    0,
    expect.stringMatching(/^golden: .*: would be .*\nweb: .*: would be /),
  ]);
  expect(bed.getChanges(0)).toEqual([]);
  const { code, out } = await release();
  expect(code).toBe(0);
  expect(out).toMatch(/web: .*: published as .*\/team\/web@sha256:/);
  const changes = bed.getChanges(0);
  expect(changes.slice(-2)).toEqual([
    'PUT /v2/team/golden/manifests/1 201',
    'PUT /v2/team/web/manifests/1 201',
  ]);
  expect(changes.filter(isTag)).toHaveLength(2);
  // The child takes over what its parent has there, though that was not known when it began.
  expect(changes.filter((line) => /^POST .*team\/web.* 201$/.test(line)).length).toBeGreaterThan(0);
  const asked = bed.registry.log.length;
  const again = await release();
  expect([again.code, bed.getChanges(asked)]).toEqual([0, []]);
  expect(again.out).toMatch(/Nothing to do: the whole set is as it should be\.\n$/);
  expect(bed.workspace.read('images/web/dist/rootfs.web.published.json')).toContain('team/web@sha256:');
}, 120_000);

test('the gates of all images are asked before anything is sent, and told at once', async () => {
  const { code, err } = await bed.workspace.strata(
    'release',
    `-to=${bed.registry.host}/{image}:1`,
    ...family,
  );
  expect(code).toBe(1);
  const refused = await release('-on-error=ask');
  expect(refused.err).toContain('CLI004');
  expect(err.match(/CLI040/g)).toHaveLength(2);
  expect(bed.registry.log).toEqual([]);
}, 60_000);
