import { PassThrough } from 'node:stream';
import { createAsk } from './ask';

function create() {
  const input = new PassThrough();
  const output = new PassThrough();
  return { ask: createAsk({ input, output }), input, shown: () => String(output.read() ?? '') };
}

const { signal } = new AbortController();

test('a question is shown and its answer is the line that is typed', async () => {
  const { ask, input, shown } = create();
  const answer = ask('Press enter to continue.', signal);
  input.write('well\n');
  expect(await answer).toBe('well');
  expect(shown()).toBe('Press enter to continue. ');
});

test('a question waits for the one before it', async () => {
  const { ask, input, shown } = create();
  const first = ask('One?', signal);
  const second = ask('Two?', signal);
  await new Promise(setImmediate);
  expect(shown()).toBe('One? ');
  input.write('1\n');
  expect(await first).toBe('1');
  await new Promise(setImmediate);
  expect(shown()).toBe('Two? ');
  input.write('2\n');
  expect(await second).toBe('2');
});

test('the end of the build ends the question, and the next one is asked', async () => {
  const { ask, input } = create();
  const cancel = new AbortController();
  const first = ask('One?', cancel.signal);
  const second = ask('Two?', signal);
  cancel.abort(new Error('stopped'));
  await expect(first).rejects.toThrow('stopped');
  await new Promise(setImmediate);
  input.write('2\n');
  expect(await second).toBe('2');
});

test('the end of the input is a failure', async () => {
  const { ask, input } = create();
  const answer = ask('One?', signal);
  input.end();
  await expect(answer).rejects.toMatchObject({
    diagnostics: [{ detail: '"One?" got no answer: the input ended.' }],
  });
});
