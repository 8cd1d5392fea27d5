import type { KeepRules, KeptImage } from './image';
import { isDoubtful, planKeeping } from './plan';

const day = 86_400_000;
const now = Date.parse('2026-11-22T12:00:00Z');
const rules: KeepRules = { newest: 2, youngerThan: 30 * day, quarantine: 14 * day };

/** An image that was made so many days ago. */
function make(age: number, more: Partial<KeptImage> = {}): KeptImage {
  const id = more.id ?? `ami-${age}`;
  const usual = { place: 'eu-west-1', image: 'web', state: 'available', quarantined: undefined } as const;
  return { ...usual, id, name: `web ${age}`, created: now - age * day, held: undefined, ...more };
}

const aside = (days: number) => ({ state: 'disabled', quarantined: now - days * day }) as const;

function plan(images: readonly KeptImage[], more: Partial<KeepRules> = {}, used: readonly string[] = []) {
  const references = ({ id }: KeptImage) => (used.includes(id) ? ['the channel x holds it'] : []);
  const decisions = planKeeping(images, { rules: { ...rules, ...more }, references, now });
  return Object.fromEntries(decisions.map(({ image, act, reason }) => [image.id, `${act}: ${reason}`]));
}

test('the newest of each image in each place stay, and the young; what is left is put aside', () => {
  const images = [
    ...[100, 90, 80, 70, 10, 5, 1].map((age) => make(age)),
    make(100, { id: 'elsewhere', place: 'us-east-1' }),
    make(100, { id: 'other', image: 'golden' }),
  ];
  const left = 'quarantine: no rule keeps it, and nothing refers to it';
  expect(plan(images)).toEqual({
    'ami-1': 'keep: it is one of the newest 2',
    'ami-5': 'keep: it is one of the newest 2',
    'ami-10': 'keep: it is younger than 30d',
    ...{ 'ami-70': left, 'ami-80': left, 'ami-90': left, 'ami-100': left },
    elsewhere: 'keep: it is one of the newest 2',
    other: 'keep: it is one of the newest 2',
  });
});

test('a rule that is not given keeps nothing', () => {
  const images = [make(100), make(1)];
  expect(plan(images, { newest: undefined })['ami-100']).toMatch(/^quarantine/);
  expect(plan([make(2), make(1)], { newest: 1, youngerThan: undefined })).toEqual({
    'ami-1': 'keep: it is the newest',
    'ami-2': 'quarantine: no rule keeps it, and nothing refers to it',
  });
});

test.each([
  [
    'waits until its time is over',
    aside(13),
    [],
    'wait: put aside on 2026-11-09, to be removed from 2026-11-23 on',
  ],
  ['goes then', aside(14), [], 'remove: put aside on 2026-11-08, and nothing has referred to it since'],
  ['comes back when something refers to it', aside(20), ['it'], 'restore: the channel x holds it'],
  [
    'and is still there by half comes back whole',
    { quarantined: now },
    ['it'],
    'restore: the channel x holds it',
  ],
  [
    'and is not disabled is put aside again',
    { quarantined: 0 },
    [],
    'quarantine: no rule keeps it, and nothing refers to it',
  ],
] as const)('an image that was put aside %s', (_, more, used, expected) => {
  const images = [make(100, { id: 'it', ...more }), make(1), make(2)];
  expect(plan(images, {}, used)['it']).toBe(expected);
});

test('an image that was put aside comes back when those that were newer are gone', () => {
  expect(plan([make(100, { id: 'it', ...aside(20) }), make(1)])['it']).toBe(
    'restore: it is one of the newest 2',
  );
});

test.each([
  [
    'one that somebody else disabled',
    { state: 'disabled' },
    'keep: somebody disabled it, and Strata did not',
  ],
  ['one that is being made', { state: 'pending' }, 'keep: it is still being made'],
  ['one that is held', { held: 'somebody protected it' }, 'keep: somebody protected it'],
  [
    'one that is held and aside',
    { ...aside(20), held: 'somebody protected it' },
    'wait: somebody protected it',
  ],
  ['one whose age nobody knows', { created: Number.NaN }, 'keep: its age is not known'],
  ['one that could not be made long ago', { state: 'failed' }, 'remove: it could not be made, on 2026-08-14'],
  [
    'one that could not be made lately',
    { state: 'failed', created: now - day },
    'keep: it is younger than 30d',
  ],
] as const)('%s is told apart', (_, more, expected) => {
  const images = [make(100, { id: 'it', ...more }), make(1), make(2)];
  expect(plan(images)['it']).toBe(expected);
});

test('an image that failed takes no place among the newest', () => {
  const images = [make(0, { state: 'failed' }), make(60), make(70)];
  expect(plan(images, { youngerThan: undefined })).toMatchObject({
    'ami-60': 'keep: it is one of the newest 2',
    'ami-70': 'keep: it is one of the newest 2',
    'ami-0': 'keep: it could not be made, and is looked into perhaps',
  });
});

test('several references are counted', () => {
  const references = () => ['a channel holds it', 'another holds it', 'a third holds it'];
  const [decision] = planKeeping([make(100)], { rules, references, now });
  expect(decision?.reason).toBe('a channel holds it, and 2 more refer to it');
});

test('who refers to an image needs to be known for those alone that may go', () => {
  const decisions = planKeeping([make(100), make(1), make(2), make(3)], { rules, references: () => [], now });
  expect(decisions.filter(isDoubtful).map(({ image }) => image.id)).toEqual(['ami-100']);
});
