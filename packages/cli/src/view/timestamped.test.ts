import type { Terminal } from '../context';
import { createTimestampedTerminal } from './timestamped';

function createScreen() {
  let shown = '';
  const inner: Terminal = {
    isTerminal: true,
    width: 80,
    color: true,
    write: (text) => {
      shown += text;
    },
  };
  const terminal = createTimestampedTerminal(inner, { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
  return {
    terminal,
    shown: () => shown.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)/gu, 'TIME'),
  };
}

test('each line begins with the time, however the text comes in pieces', () => {
  const { terminal, shown } = createScreen();
  for (const text of ['one\n', 'two ', 'and more\nthree\n', '', '\n', 'end']) terminal.write(text);
  expect(shown()).toBe('TIME: one\nTIME: two and more\nTIME: three\nTIME: \nTIME: end');
});

test('nothing is redrawn on it, and its colour stays', () => {
  const { terminal } = createScreen();
  expect([terminal.isTerminal, terminal.color, terminal.width]).toEqual([false, true, 80]);
});

test('the time is of this machine’s zone and names it', () => {
  const { terminal } = createScreen();
  let text = '';
  createTimestampedTerminal(
    { ...terminal, write: (written) => (text = written) },
    { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) },
  ).write('x');
  const [stamp = ''] = text.split(': x');
  expect(new Date(stamp).getTime()).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
});
