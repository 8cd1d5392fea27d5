import { execFileSync } from 'node:child_process';
import { compareDebianVersions } from './compare-versions';

const count = 350;
/** Pieces that make the rules meet each other; long random texts would differ in their first sign. */
const pieces = [
  '0',
  '1',
  '9',
  '00',
  '10',
  '.',
  '~',
  '~~',
  '+',
  '-',
  'a',
  'b',
  'Z',
  '~rc',
  '+deb12u',
  '-1',
  '.0',
];

/** The same numbers in every run (Park and Miller). */
function createRandom(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function makeVersion(random: (below: number) => number): string {
  const length = 1 + random(6);
  const tail = Array.from({ length }, () => pieces[random(pieces.length)]).join('');
  const epoch = random(5) === 0 ? `${random(3)}:` : '';
  return `${epoch}${random(3)}${tail}`;
}

test('the order is that of dpkg', () => {
  const random = createRandom();
  const generated = Array.from({ length: count }, () => makeVersion(random));
  // A version and what comes a little later shows more than strangers do.
  const near = generated.map((version) => version + (pieces[random(pieces.length)] as string));
  const versions = [...new Set([...generated, ...near])].filter((version) => !version.endsWith('-'));
  // When each neighbour in our order stands right, so does every pair: 180,000 of them for 600 versions.
  const sorted = versions.sort(compareDebianVersions);
  const neighbours = sorted.slice(1).map((version, index) => {
    const before = sorted[index] as string;
    return [before, compareDebianVersions(before, version) < 0 ? 'lt' : 'eq', version] as const;
  });
  const script = 'while read -r a op b; do dpkg --compare-versions "$a" "$op" "$b" || echo "$a $op $b"; done';
  const input = neighbours.map((one) => `${one.join(' ')}\n`).join('');
  expect(execFileSync('sh', ['-c', script], { input, encoding: 'utf8' })).toBe('');
  expect(new Set(neighbours.map(([, operator]) => operator))).toEqual(new Set(['lt', 'eq']));
  expect(sorted.length).toBeGreaterThan(count);
}, 60_000);
