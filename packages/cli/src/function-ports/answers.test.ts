import { createAnswers } from './answers';

test('no more than eight questions are on their way at a time', async () => {
  const answers = createAnswers<number>(() => -1);
  let open = 0;
  let most = 0;
  const ask = async () => {
    most = Math.max(most, ++open);
    await new Promise(setImmediate);
    open -= 1;
    return 1;
  };
  for (let index = 0; index < 20; index++) answers.find(String(index), ask);
  expect(await answers.fetch()).toBe(true);
  expect(most).toBe(8);
  expect(await answers.fetch()).toBe(false);
});

test('a loop over names is stopped, and what was asked before stays known', async () => {
  const answers = createAnswers<string>((most) => `more than ${most}`);
  for (let index = 0; index < 1000; index++)
    expect(answers.find(`${index}`, async () => 'x')).toBeUndefined();
  expect(answers.find('one more', async () => 'x')).toBe('more than 1000');
  await answers.fetch();
  expect(answers.find('999', async () => 'y')).toBe('x');
});
