import type { BuildEvent } from '@strata/engine';
import { createBuildOutput } from './output';

/** Time that stands until the test lets so much pass; then whoever waits is called once. */
function createTicker() {
  let now = 0;
  let waiting: (() => void) | undefined;
  return {
    now: () => now,
    every(_milliseconds: number, run: () => void) {
      waiting = run;
      return () => {
        waiting = undefined;
      };
    },
    advance(milliseconds: number) {
      now += milliseconds;
      waiting?.();
    },
  };
}

function createWorld() {
  const ticker = createTicker();
  const written: string[] = [];
  const terminal = {
    ...{ isTerminal: false, width: 120, color: false },
    write: (text: string) => void written.push(text),
  };
  const output = createBuildOutput({ root: '/ws', verbose: false, terminal, ticker });
  const tell = (project: string, event: object) =>
    output.listen({ at: 0, build: { project, build: `rootfs.${project}` }, ...event } as BuildEvent);
  const start = (project: string) =>
    tell(project, { kind: 'step-started', key: 'k', step: { index: 1, count: 3, label: 'shell' } });
  return { output, start, tell, ticker, written };
}

test('images that are built at a time tell what they are at under their own names, in plain lines', () => {
  const { start, tell, ticker, written } = createWorld();
  start('golden');
  start('web');
  tell('golden', { kind: 'output', stream: 'stdout', data: 'Setting up bash\n' });
  ticker.advance(2000);
  expect(written.slice(2)).toEqual([
    '    golden/rootfs.golden: [2/3] shell, 2 s: Setting up bash\n',
    '    web/rootfs.web: [2/3] shell, 2 s\n',
  ]);
  expect(written.join('')).not.toMatch(/[\r\u001b]/);
});

test('what goes on elsewhere is not put down to a task that has just failed', () => {
  const { output, start, tell, ticker, written } = createWorld();
  start('golden');
  start('web');
  tell('web', { kind: 'step-failed', milliseconds: 1, step: { index: 1, count: 3, label: 'shell' } });
  ticker.advance(2000);
  expect(written.at(-1)).toContain('golden/rootfs.golden: [2/3] shell, 2 s');
  expect(output.take('web', [])).toBe('==> web/rootfs.web: [2/3] shell: failed after 0.00 s\n');
});
