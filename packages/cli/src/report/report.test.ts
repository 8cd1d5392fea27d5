import type { BuildEvent } from '@strata/engine';
import { createReportCollector } from './collect';
import { formatReport } from './report';

const build = { project: 'web', build: 'null.web' };
const step = { index: 0, count: 2, label: 'shell "packages"' };

type Told = BuildEvent extends infer E ? (E extends BuildEvent ? Omit<E, 'at' | 'build'> : never) : never;

/** One event each 100 milliseconds. */
function collect(told: readonly Told[]) {
  const collector = createReportCollector();
  for (const [index, event] of told.entries())
    collector.take({ at: index * 100, build, ...event } as BuildEvent);
  return collector.getReport();
}

const output = (data: string): Told => ({ kind: 'output', stream: 'stdout', data });
const started: Told = {
  kind: 'step-started',
  step,
  key: 'sha256:abc',
  cause: ['It was not built here before.'],
};
const finished: Told = {
  kind: 'step-finished',
  step,
  milliseconds: 500,
  traffic: { sent: 2_000, received: 10 },
};
const ended: Told = { kind: 'build-finished', outcome: 'built', milliseconds: 900, artifacts: [] };

describe('what a report is made of', () => {
  it('puts output and exit codes to the step that ran', () => {
    const report = collect([
      output('before\n'),
      started,
      output('half a '),
      output('line\nlast'),
      { kind: 'command-ended', exit: { kind: 'exited', code: 7 } },
      finished,
      output('after\n'),
      ended,
    ]);
    const [piece] = report.builds[0]?.pieces ?? [];
    expect(piece?.output.head.map(({ text }) => text)).toEqual(['half a line', 'last']);
    expect(piece).toMatchObject({ state: 'done', milliseconds: 500, exits: [{ kind: 'exited', code: 7 }] });
    expect(report.builds[0]?.output.head.map(({ text }) => text)).toEqual(['before', 'after']);
  });

  it('puts a step within the work of its builder', () => {
    const work = { of: 'builder', label: 'StepProvision' } as const;
    const report = collect([
      { kind: 'work-started', work },
      started,
      output('in the step\n'),
      finished,
      output('in the work\n'),
      { kind: 'work-finished', work, milliseconds: 900, success: true },
    ]);
    const texts = report.builds[0]?.pieces.map(({ label, output: { head } }) => [label, head[0]?.text]);
    expect(texts).toEqual([
      ['StepProvision', 'in the work'],
      ['shell "packages"', 'in the step'],
    ]);
  });

  it('keeps the beginning and the end of a long output, and says how much is between them', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index}`);
    const report = collect([started, output(`${lines.join('\n')}\n`), finished, ended]);
    const { head = [], left = 0, tail = [] } = report.builds[0]?.pieces[0]?.output ?? {};
    expect(head.length + left + tail.length).toBe(10_000);
    expect(head.length + tail.length).toBeLessThan(600);
    expect([head[0]?.text, tail.at(-1)?.text]).toEqual(['line 0', 'line 9999']);
    expect(formatReport(report)).toContain(`${left} of them left out`);
  });

  it('leaves work open that a kill has ended', () => {
    const report = collect([started, output('x\n')]);
    expect(report.isWhole).toBe(false);
    expect(report.builds[0]).toMatchObject({ outcome: undefined, pieces: [{ state: 'unfinished' }] });
    expect(formatReport(report)).toContain('not finished');
  });
});

describe('the page', () => {
  const evil = `<script src="http://x/y.js">'"&</script>`;
  const page = formatReport(
    collect([
      { kind: 'build-started', steps: 1, output: 'live' },
      { ...started, cause: [evil] },
      output(`${evil}\u001b[31mred\u001b[0m\n`),
      { kind: 'command-ended', exit: { kind: 'exited', code: 3 } },
      { kind: 'step-failed', step: { ...step, label: evil }, milliseconds: 20 },
      {
        kind: 'diagnostic',
        diagnostic: {
          severity: 'error',
          code: 'PRV002',
          summary: 'Script failed',
          detail: evil,
          range: {
            file: 'a.pkr.hcl',
            start: { line: 3, column: 1, byte: 0 },
            end: { line: 3, column: 4, byte: 3 },
          },
          snippet: [{ number: 3, text: 'abc < def', mark: { start: 0, end: 3 } }],
        },
      },
      {
        ...ended,
        kind: 'build-finished',
        outcome: 'failed',
        milliseconds: 1,
        artifacts: [{ builderId: 'b', id: evil, description: evil, files: [evil] }],
      },
    ]),
  );

  it('escapes whatever a build says', () => {
    expect(page).not.toMatch(/<script/iu);
    expect(page).toContain('&lt;script src=&quot;http://x/y.js&quot;&gt;');
  });

  it('needs no script, no network and no other file', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|form)\b|\son\w+=|url\(|@import/iu);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('tells the step, its exit code, why it was made, the source, and the artifact', () => {
    const text = page.replace(/<style>.*<\/style>/su, '').replace(/<[^>]*>/gu, ' ');
    expect(text).toMatch(/shell &quot;packages&quot;\s+failed\s+0\.02 s\s+3\s/u);
    expect(text).toMatch(/Not from the cache\s+&lt;script/u);
    expect(text).toMatch(/a\.pkr\.hcl line 3\s+3:\s+abc\s+&lt; def/u);
    expect(text).toMatch(/Artifacts\s+&lt;script/u);
    expect(text).not.toContain('\u001b');
  });

  it('names its language, its columns and its drawings for those who hear it', () => {
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<th scope="col">');
    expect(page).toMatch(/<svg [^>]*role="img" aria-label="from 0\.00 s to 0\.02 s"/u);
  });
});
