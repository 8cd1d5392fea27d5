import type { KeepAct, KeepDecision } from '@strata/sdk/keep';
import { formatKeeping, formatOutcome } from './format-keeping';

function decide(act: KeepAct, name: string, reason: string): KeepDecision {
  const image = { place: 'eu-west-1', id: `ami-${name.length}`, name, image: 'web', created: 0 } as const;
  return { act, reason, image: { ...image, state: 'available', quarantined: undefined, held: undefined } };
}

const decisions = [
  decide('keep', 'web 1', 'it is the newest'),
  decide('quarantine', 'web 10', 'no rule keeps it'),
  decide('remove', 'web', 'put aside on 2026-11-01'),
];
const apply = async function* () {};

test('a plan is a table of what changes, with a sum of all', () => {
  expect(formatKeeping('aws', { decisions, parts: [], leftovers: [], apply }, 'changes')).toBe(
    '  put aside  web 10  eu-west-1  ami-6  no rule keeps it\n' +
      '  remove     web     eu-west-1  ami-3  put aside on 2026-11-01\n' +
      'aws: 3 images, 1 to put aside, 1 to remove, 1 to stay as they are\n',
  );
});

test('disks and copies are told beside the images', () => {
  const [image] = decisions;
  const parts = decisions.slice(1);
  expect(
    formatKeeping('azure', { decisions: image ? [image] : [], parts, leftovers: [], apply }, 'changes'),
  ).toBe(
    '  put aside  web 10  eu-west-1  ami-6  no rule keeps it\n' +
      '  remove     web     eu-west-1  ami-3  put aside on 2026-11-01\n' +
      'azure: 1 image, 1 to stay as they are\n' +
      'azure: beside them 2 disks and copies, 1 to put aside, 1 to remove\n',
  );
});

test('images that stay are shown to those who ask', () => {
  const leftovers = [{ place: 'eu-west-1', id: 'snap-1', name: 'snapshot of web' }];
  expect(formatKeeping('aws', { decisions: decisions.slice(0, 1), parts: [], leftovers, apply }, 'all')).toBe(
    '  stays   web 1            eu-west-1  ami-5   it is the newest\n' +
      '  remove  snapshot of web  eu-west-1  snap-1  its image is gone\n' +
      'aws: 1 image, 1 to stay as they are\n',
  );
});

test.each([
  ['done', undefined, 'web 1 (ami-5 in eu-west-1) put aside\n'],
  ['left', 'it is in use again', 'web 1 (ami-5 in eu-west-1) left: it is in use again\n'],
  ['failed', undefined, 'web 1 (ami-5 in eu-west-1) not put aside\n'],
] as const)('what is %s is told in a line', (state, told, expected) => {
  const outcome = {
    place: 'eu-west-1',
    id: 'ami-5',
    name: 'web 1',
    act: 'quarantine',
    diagnostics: [],
  } as const;
  expect(formatOutcome({ ...outcome, state, told })).toBe(expected);
});
