import type { Diagnostic } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import { createMemoryPlace, failure, type Trouble } from '../../testing/memory-places';
import type { PublishContext, PublishSubject } from '../destination';
import { type ReleaseMember, type ReleaseRequest, releaseSet } from './release-set';
import { sortMembers } from './sort-members';

const images = ['golden', 'web', 'shop'];
const clouds = ['a', 'b'];

let stop: AbortController;
let trouble: Trouble;
let log: string[];
let lines: string[];
let noted: string[];
let shown: Diagnostic[];
let places: ReturnType<typeof createMemoryPlace>[];
beforeEach(() => {
  stop = new AbortController();
  trouble = () => {};
  [log, lines, noted, shown] = [[], [], [], []];
  places = clouds.map((name) => createMemoryPlace(name, log, (act) => trouble(act)));
});

/** An image that stands on the one before it. */
function makeMember(project: string, version: string): ReleaseMember {
  const at = images.indexOf(project);
  const layers = [{ diffId: `${project}${version}` }];
  return {
    project,
    parent: images[at - 1],
    ancestors: images.slice(0, at),
    context: { signal: stop.signal } as unknown as PublishContext,
    subject: { image: project, receipt: { layers }, parent: [] } as unknown as PublishSubject,
    destinations: places.map(({ destination }) => destination),
  };
}

function release(version: string, more: Partial<ReleaseRequest> = {}): Promise<void> {
  return releaseSet({
    members: images.map((image) => makeMember(image, version)),
    signal: stop.signal,
    isDryRun: false,
    onError: 'cleanup',
    tell: (line) => void lines.push(line),
    show: (problems) => void shown.push(...problems),
    note: async ({ project }: ReleaseMember, published: readonly Published[]) =>
      void noted.push(`${project} ${published.map(({ reference }) => reference).join()}`),
    ...more,
  });
}

const acts = (verb: string) => log.filter((line) => line.startsWith(`${verb} `));
const getNames = () => places.map(({ names }) => Object.fromEntries(names));
const getVersions = () => places.flatMap(({ versions }) => [...versions.values()].flatMap((all) => [...all]));
const atEach = (version: string) =>
  clouds.map(() => Object.fromEntries(images.map((image) => [image, `${image}${version}`])));
const order = images.flatMap((image) => clouds.map((cloud) => `${image} at ${cloud}`));

test('all is compared, then sent, then revealed, parents first, and then belongs to the places', async () => {
  await release('1');
  const verbs = ['compare', 'send', 'reveal', 'hand over', 'finish'];
  const first = verbs.map((verb) => log.findIndex((line) => line.startsWith(`${verb} `)));
  expect(first).toEqual(first.toSorted((a, b) => a - b));
  for (const verb of verbs.slice(1)) expect(acts(verb)).toEqual(order.map((each) => `${verb} ${each}`));
  expect(log.indexOf(`reveal ${order[0]}`)).toBeGreaterThan(log.indexOf(`send ${order.at(-1)}`));
  expect(log.indexOf(`hand over ${order[0]}`)).toBeGreaterThan(log.indexOf(`reveal ${order.at(-1)}`));
  expect(getNames()).toEqual(atEach('1'));
  expect(noted).toContain('web b/web1');
  expect(acts('close')).toHaveLength(order.length);
});

test('a child is compared again when its parent was sent, with what that is at all places', async () => {
  await release('1');
  expect(acts('compare').filter((line) => line.includes(' on '))).toContain(
    'compare shop at b on a/web1 on b/web1',
  );
});

test('a second run compares, changes nothing and says so', async () => {
  await release('1');
  log.length = 0;
  lines.length = 0;
  await release('1');
  expect(log.every((line) => line.startsWith('compare '))).toBe(true);
  expect(lines.at(-1)).toBe('Nothing to do: the whole set is as it should be.');
  expect(lines[0]).toBe('golden: a: nothing to do, it is a/golden1 already');
});

test('an image that is as it should be is no part of what is sent or put back', async () => {
  await release('1', { members: [makeMember('golden', '1')] });
  log.length = 0;
  trouble = (act) => {
    if (act === 'reveal shop at b') throw failure('no room');
  };
  await expect(release('1')).rejects.toThrow('no room');
  expect(log.some((line) => /^(?:send|reveal|conceal|discard) golden/.test(line))).toBe(false);
  expect(getNames()).toEqual([{ golden: 'golden1' }, { golden: 'golden1' }]);
});

test('a dry run says what would be done and sends nothing', async () => {
  await release('1', { isDryRun: true });
  expect(log.every((line) => line.startsWith('compare '))).toBe(true);
  expect(lines).toContain('web: b: would be b/web1; to do: make web1');
});

test('all that cannot be compared is told at once, before anything is sent', async () => {
  trouble = (act) => {
    if (act.startsWith('compare web')) throw failure(`cannot ${act}`);
  };
  await expect(release('1')).rejects.toMatchObject({
    diagnostics: [{ detail: 'cannot compare web at a' }, { detail: 'cannot compare web at b' }],
  });
  expect(acts('send')).toEqual([]);
});

const steps = ['send', 'reveal'].flatMap((verb) => order.map((each) => `${verb} ${each}`));

describe.each(['failure', 'interrupt'] as const)('a %s', (kind) => {
  const cut = (at: string): Trouble => {
    return (act) => {
      if (act !== at) return;
      if (kind === 'failure') throw failure('no room');
      stop.abort(new Error('enough'));
    };
  };
  const reason = kind === 'failure' ? 'no room' : 'enough';
  // The last act of all is over when it is interrupted: then the set is whole.
  const tried = kind === 'failure' ? steps : steps.slice(0, -1);

  test.each(tried)('at "%s" leaves what was seen before, and nothing that was made', async (step) => {
    await release('1');
    log.length = 0;
    trouble = cut(step);
    await expect(release('2')).rejects.toThrow(reason);
    expect(getNames()).toEqual(atEach('1'));
    expect(getVersions()).toHaveLength(order.length);
    const concealed = acts('conceal').map((line) => line.slice('conceal '.length));
    const revealed = acts('reveal').map((line) => line.slice('reveal '.length));
    expect(concealed).toEqual(revealed.toReversed());
    const gone = acts('discard').map((line) => line.slice('discard '.length));
    expect(gone).toEqual(order.slice(0, gone.length).reverse());
    expect(acts('hand over')).toEqual([]);
    expect(acts('close')).toHaveLength(gone.length);
    expect(noted).toHaveLength(order.length);
    expect(lines.at(-1)).toBe('Nothing of the set can be seen. What was made of it was removed.');
  });

  test('with -on-error=abort leaves what was sent to the next run', async () => {
    trouble = cut('reveal web at a');
    await expect(release('1', { onError: 'abort' })).rejects.toThrow(reason);
    expect(getNames()).toEqual([{}, {}]);
    expect(getVersions()).toHaveLength(order.length);
    trouble = () => {};
    stop = new AbortController();
    log.length = 0;
    await release('1');
    expect(acts('send')).toEqual([]);
    expect(acts('take')).toHaveLength(order.length);
    expect(getNames()).toEqual(atEach('1'));
  });
});

test('what cannot be put back is told, and keeps nothing else from being put back', async () => {
  const [place] = places;
  const member = makeMember('web', '1');
  const told = failure('the registry takes no tags away').diagnostics;
  const stubborn = {
    name: 'c',
    prepare: async () => ({
      published: [],
      changes: ['make it'],
      open: async () => ({
        send: async () => [],
        reveal: async () => {
          throw failure('down');
        },
        conceal: async () => told,
        discard: async () => [],
        handOver: async () => {},
        finish: async () => {},
        [Symbol.asyncDispose]: async () => {},
      }),
    }),
  };
  const members = [{ ...member, destinations: [...member.destinations, stubborn] }];
  await expect(release('1', { members })).rejects.toThrow('down');
  expect(shown).toEqual(told);
  expect(place?.names.size).toBe(0);
  expect(lines.at(-1)).toBe('Not all of the set could be put back. strata sweep tries again.');
});

test('what fails after the whole set was revealed is told, and puts nothing back', async () => {
  trouble = (act) => {
    if (act === 'finish web at a') throw failure('no tags now');
  };
  await expect(release('1')).rejects.toThrow('no tags now');
  expect(getNames()).toEqual(atEach('1'));
  expect(acts('finish')).toHaveLength(order.length);
  expect(acts('conceal')).toEqual([]);
});

test('images are sorted parents first, in whichever order they are given', () => {
  const members = images.map((image) => makeMember(image, '1'));
  const other = { ...makeMember('golden', '1'), project: 'amber' };
  expect(sortMembers([...members, other].reverse()).map(({ project }) => project)).toEqual([
    'amber',
    ...images,
  ]);
});
