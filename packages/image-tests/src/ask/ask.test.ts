import { createFakeClock, createRecordingCommunicator } from '@strata/sdk/testing';
import { ask } from './ask';
import { readAnswers } from './read-answers';

test('answers hold whatever a guest printed, line ends included', () => {
  const output =
    '\nMARK question 0 1.00\n\nMARK field a\none\n\ntwo\nMARK field b\n\nMARK question 1 1.25\n\nMARK question end 3.5\n';
  const { answers, isWhole } = readAnswers(output, 'MARK');
  expect(isWhole).toBe(true);
  expect(answers.get(0)).toEqual({ fields: { a: 'one\n\ntwo', b: '' }, milliseconds: 250 });
  expect(answers.get(1)).toEqual({ fields: {}, milliseconds: 2250 });
});

test('a question whose answer was cut off is not answered', () => {
  const { answers, isWhole } = readAnswers(
    '\nM question 0 1\n\nM field a\nx\nM question 1 2\n\nM field a\nhal',
    'M',
  );
  expect({ isWhole, known: [...answers.keys()] }).toEqual({ isWhole: false, known: [0] });
});

test('many questions are one command, whose text shows none of them', async () => {
  const communicator = createRecordingCommunicator({
    answer: ({ stdin = '' }, print) => {
      const mark = /^mark=(\S+)$/m.exec(stdin)?.[1];
      for (const number of stdin.matchAll(/^question (\d+|end)$/gm))
        print(`\n${mark} question ${number[1]} 0\n\n${mark} field x\n${number[1]}`);
      return 0;
    },
  });
  const signal = new AbortController().signal;
  const line = { communicator, clock: createFakeClock(), signal, sudo: true };
  const questions = Array.from({ length: 60 }, (_, at) => `echo secret-${at}`);
  const { answers, trouble } = await ask(line, { questions, helpers: [], patience: 0 });
  expect(trouble).toBeUndefined();
  expect(answers.map((answer) => answer?.fields['x'])).toEqual(questions.map((_, at) => String(at)));
  expect(communicator.commands.map(({ command }) => command)).toEqual(['sudo -n sh -s']);
});
