import { Failure } from '@strata/diagnostics';
import { chooseValue } from './choose-value';

const secret = '{"username":"app","password":"hunter2","port":5432,"tls":{"on":true}}';

test.each([
  ['the key that is named', secret, 'password', 'hunter2'],
  ['the first of several without a key', secret, undefined, 'app'],
  ['a number as text', secret, 'port', '5432'],
  ['an object as JSON', secret, 'tls', '{"on":true}'],
  ['all of what is no JSON', 'plain text', 'password', 'plain text'],
  ['all of what is JSON but no object', '"quoted"', undefined, '"quoted"'],
  ['nothing of an empty object', '{}', undefined, ''],
])('%s', (_, text, key, expected) => {
  expect(chooseValue(text, 'db', key)).toBe(expected);
});

test('a key that is not there is told with those that are, and without their values', () => {
  let thrown: unknown;
  try {
    chooseValue(secret, 'db', 'pasword');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Failure);
  const {
    diagnostics: [problem],
  } = thrown as Failure;
  expect(problem).toMatchObject({ code: 'AWS036', hint: 'Did you mean "password"?' });
  expect(problem?.detail).not.toContain('hunter2');
});
