import { createInterrupt } from './interrupt';

function start() {
  const cancel = new AbortController();
  let time = 0;
  let ends = 0;
  const interrupt = createInterrupt({ cancel, now: () => time, giveUp: () => void ends++ });
  return {
    cancel,
    ends: () => ends,
    interruptAt: (at: number) => {
      time = at;
      interrupt('SIGINT');
    },
  };
}

test('the first signal cancels, and a second one that a user sends ends the run at once', () => {
  const { cancel, ends, interruptAt } = start();
  interruptAt(5);
  expect([(cancel.signal.reason as Error).message, ends()]).toEqual(['SIGINT', 0]);
  interruptAt(2000);
  expect(ends()).toBe(1);
});

test('a signal that npm passes on, which the terminal has sent already, counts once', () => {
  const { ends, interruptAt } = start();
  interruptAt(5);
  interruptAt(60);
  expect(ends()).toBe(0);
});
