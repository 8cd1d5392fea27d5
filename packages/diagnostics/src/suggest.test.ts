import { getNearNames, suggest } from './suggest';

const options = ['from', 'base', 'script', 'scripts', 'inline', 'environment_vars', 'execute_command'];

test.each([
  ['frmo', 'from'],
  ['From', 'from'],
  ['scrpt', 'script'],
  ['environment-vars', 'environment_vars'],
  ['excute_comand', 'execute_command'],
  ['inlines', 'inline'],
  ['bse', 'base'],
])('%s was most likely meant to be %s', (name, meant) => {
  expect(suggest(name, options)).toBe(meant);
});

test.each(['zone', 'x', 'ab', '', 'destination'])('nothing is suggested for %p', (name) => {
  expect(suggest(name, options)).toBeUndefined();
});

test('the name itself is never suggested', () => {
  expect(suggest('from', ['from'])).toBeUndefined();
});

test('near names come nearest first, each once', () => {
  expect(getNearNames('usr/bim', ['usr/bin', 'usr/sbin', 'usr/bin', 'etc'])).toEqual(['usr/bin', 'usr/sbin']);
});

it('does not guess among more names than anybody looks through', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `name-${i}`);
  expect(suggest('nmae-7', names(500))).toBe('name-7');
  expect(suggest('nmae-7', names(501))).toBeUndefined();
});
