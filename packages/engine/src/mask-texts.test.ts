import { createSecretFilter } from '@strata/sdk';
import { maskTexts } from './mask-texts';

const secrets = createSecretFilter();
secrets.register('hunter22');

test('every text of an event is masked, however deep', () => {
  const event = { kind: 'x', step: { label: 'shell hunter22' }, cause: ['a', 'hunter22 → b'], at: 3 };
  expect(maskTexts(secrets, event)).toEqual({
    kind: 'x',
    step: { label: 'shell <sensitive>' },
    cause: ['a', '<sensitive> → b'],
    at: 3,
  });
});

test('what holds no secret is the same object, so that nothing is copied', () => {
  const event = { a: ['x', { b: 'y' }], c: undefined, d: null };
  expect(maskTexts(secrets, event)).toBe(event);
});
