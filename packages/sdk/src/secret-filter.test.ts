import { Secret } from './secret';
import { createSecretFilter } from './secret-filter';

const PASSWORD = 'S3cr3t/Pa55+wörd?!';
const KEY =
  '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n{\nq83vASNFZ4mrze8BI0Vniavp7w==\n-----END KEY-----\n';

function filterOf(...secrets: readonly string[]) {
  const filter = createSecretFilter();
  for (const secret of secrets) filter.register(new Secret(secret));
  return filter;
}

test('a registered text is masked wherever it stands', () => {
  const filter = filterOf(PASSWORD);
  expect(filter.mask(`user:${PASSWORD}@host ${PASSWORD}`)).toBe('user:<sensitive>@host <sensitive>');
});

test('without secrets text passes as it is', () => {
  expect(createSecretFilter().mask('nothing to hide')).toBe('nothing to hide');
});

test.each([
  ['percent-encoded', encodeURIComponent(PASSWORD)],
  [
    'percent-encoded in small letters',
    encodeURIComponent(PASSWORD).replace(/%../g, (code) => code.toLowerCase()),
  ],
  ['percent-encoded in every letter', Buffer.from(PASSWORD).toString('hex').replace(/../g, '%$&')],
  ['in JSON', JSON.stringify(PASSWORD).slice(1, -1)],
  ['with escaped slashes', PASSWORD.replace('/', '\\/')],
  ['escaped for a shell', PASSWORD.replace(/[/+?!]/g, '\\$&')],
])('a secret is masked %s', (_, written) => {
  expect(filterOf(PASSWORD).mask(`[${written}]`)).toBe('[<sensitive>]');
});

test.each([
  ['a form', 'correct horse battery', 'correct+horse+battery'],
  ['a URL', 'correct horse battery', 'correct%20horse%20battery'],
  ['JSON', 'say "hello"\\', 'say \\"hello\\"\\\\'],
  ['single quotes of a shell', "it's me", `it'"'"'s me`],
  ['a trace of `set -x`', "it's me", "it'\\''s me"],
])('blanks, quotes and backslashes are known as %s writes them', (_, secret, written) => {
  expect(filterOf(secret).mask(`a=${written};`)).toBe('a=<sensitive>;');
});

test.each([0, 1, 2])('base64 of a longer text is masked %i bytes behind a group', (shift) => {
  const filter = filterOf(PASSWORD);
  for (const tail of ['', 'x', 'xy', 'xyz']) {
    const encoded = Buffer.from(`${'u:'.repeat(3)}${'-'.repeat(shift)}${PASSWORD}${tail}`).toString('base64');
    const masked = filter.mask(`Basic ${encoded}\n`);
    expect(masked).toMatch(/^Basic dTp1OnU6[\w+/]{0,2}<sensitive>[\w+/]{0,4}=*\n$/);
  }
});

test('characters of base64 that hold a part of a letter of the secret are masked too', () => {
  const encoded = Buffer.from(`-${PASSWORD}-`).toString('base64');
  expect(filterOf(PASSWORD).mask(encoded)).toMatch(/^L<sensitive>[\w+/]{0,1}=*$/);
});

test('base64 is masked in the alphabet for URLs and across broken lines', () => {
  const secret = Buffer.from(Array.from({ length: 96 }, (_, i) => 33 + ((i * 37) % 94))).toString();
  const filter = filterOf(secret);
  expect(filter.mask(Buffer.from(secret).toString('base64url'))).toBe('<sensitive>');
  const broken = Buffer.from(secret).toString('base64').replace(/.{76}/g, '$&\n');
  expect(filter.mask(broken)).toBe('<sensitive>');
});

test('each line of a secret of several lines is a secret, but for lines that occur everywhere', () => {
  const filter = filterOf(KEY);
  expect(filter.mask('+ q83vASNFZ4mrze8BI0Vniavp7w==')).toBe('+ <sensitive>');
  expect(filter.mask('if true; then {')).toBe('if true; then {');
  expect(filter.mask(KEY)).toBe('<sensitive>\n');
  expect(filter.mask(KEY.replaceAll('\n', '\r\n'))).toBe('<sensitive>\r\n');
  expect(filter.mask(JSON.stringify({ key: KEY }))).toBe('{"key":"<sensitive>\\n"}');
});

test('secrets that overlap become one mask', () => {
  expect(filterOf('abcdef', 'defghi').mask('.abcdefghi.')).toBe('.<sensitive>.');
  expect(filterOf('abcdef', 'cde', 'abcdefghi').mask('.abcdefghi.abcdef.')).toBe('.<sensitive>.<sensitive>.');
});

test('a text too short to be masked is refused', () => {
  const filter = createSecretFilter();
  expect(filter.register('ab')).toBe(false);
  expect(filter.register(' \n ')).toBe(false);
  expect(filter.register('abc')).toBe(true);
  expect(filter.mask('ab abc')).toBe('ab <sensitive>');
});

test('what cannot be part of a secret is shown at once, a beginning is held back', () => {
  const masker = filterOf('hunter2!').createMasker();
  expect(masker.push(Buffer.from('Password: ')).toString()).toBe('Password: ');
  expect(masker.push(Buffer.from('hunt')).toString()).toBe('');
  expect(masker.push(Buffer.from('ing? hunter2')).toString()).toBe('hunting? ');
  expect(masker.push(Buffer.from('! done')).toString()).toBe('<sensitive> done');
  expect(masker.push(Buffer.from(' hun')).toString()).toBe(' ');
  expect(masker.end().toString()).toBe('hun');
});

test('a secret registered while a stream runs is masked from then on', () => {
  const filter = createSecretFilter();
  const masker = filter.createMasker();
  expect(masker.push(Buffer.from('late-secret\n')).toString()).toBe('late-secret\n');
  filter.register('late-secret');
  expect(masker.push(Buffer.from('late-secret\n')).toString()).toBe('<sensitive>\n');
});

test('a stream that repeats the beginning of a secret for ever is not held back for ever', () => {
  const masker = filterOf('aaaa').createMasker();
  let shown = '';
  for (let i = 0; i < 1000; i++) shown += masker.push(Buffer.from('aaaaaaa')).toString();
  expect(shown).toBe('<sensitive>');
  expect(masker.end().length).toBe(0);
});

describe('whatever the chunks are', () => {
  const secrets = [PASSWORD, KEY, 'aab', 'abab', 'naïve-Ω-秘密', 'tab\there "q"'];
  const filter = filterOf(...secrets);
  const masker = () => filter.createMasker();

  test.each(Array.from({ length: 50 }, (_, seed) => seed))('the output is the same (seed %i)', (seed) => {
    const random = createRandom(seed);
    const input = Buffer.from(makeText(random, secrets));
    const stream = masker();
    const chunks = cut(input, random);
    const outputs = [...chunks.map((chunk) => stream.push(chunk)), stream.end()];
    const output = Buffer.concat(outputs).toString();
    expect(output).toBe(filter.mask(input.toString()));
    for (const part of outputs) expect(Buffer.from(part.toString()).equals(part)).toBe(true);
    for (const secret of secrets) expect(output).not.toContain(secret);
  });
});

/** Text in which whole, encoded and broken-off secrets stand between letters of all sizes. */
function makeText(random: () => number, secrets: readonly string[]): string {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const secret = () => pick(secrets);
  const makers = [
    () => secret(),
    () => secret().slice(0, Math.floor(random() * 9)),
    () => encodeURIComponent(secret()),
    () => JSON.stringify(secret()),
    () => Buffer.from(`${'x'.repeat(Math.floor(random() * 4))}${secret()}`).toString('base64'),
    () => pick(['a', 'b', 'aa', '\n', ' ', 'é', '秘', '👍', '%', '\\', "'"]),
  ];
  return Array.from({ length: 40 }, () => pick(makers)()).join('');
}

function cut(data: Buffer, random: () => number): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < data.length; ) {
    const length = 1 + Math.floor(random() ** 3 * 40);
    chunks.push(data.subarray(at, at + length));
    at += length;
  }
  return chunks;
}

/** Repeatable numbers in [0, 1): a linear congruential generator with the constants of Numerical Recipes. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
