import { findClashes, makeDiagnosticsPage } from './diagnostics-page';
import { makePartPage } from './part-pages';

test('every code of every room is on the page, rooms and codes in order', () => {
  const { text } = makeDiagnosticsPage([
    { name: 'plan', codes: { PLN002: 'Cycle', PLN001: 'Parent missing' } },
    { name: 'hcl', codes: { HCL001: 'Odd | character' } },
  ]);
  const lines = text.split('\n').filter((line) => /^(##|\| `)/.test(line));
  expect(lines).toEqual([
    '## hcl',
    '| `HCL001` | Odd \\| character |',
    '## plan',
    '| `PLN001` | Parent missing |',
    '| `PLN002` | Cycle |',
  ]);
});

test('a code of two rooms is found', () => {
  expect(
    findClashes([
      { name: 'a', codes: { AAA001: 'x', AAA002: 'y' } },
      { name: 'b', codes: { AAA001: 'z' } },
    ]),
  ).toEqual(['AAA001']);
});

test('a part’s page shows its options and its blocks, with what the schema says of them', () => {
  const page = makePartPage({
    kind: 'builder',
    type: 'rootfs',
    doc: 'Builds a stack of layers.',
    schema: {
      options: {
        from: { type: 'input', doc: 'The parent.', affects: 'result' },
        mode: { type: 'string', doc: '', affects: 'run', default: 'auto', allowed: ['auto', 'root'] },
      },
      blocks: {
        base: {
          count: 'one',
          doc: 'A base of its own.',
          schema: {
            options: {
              suite: { type: { list: 'string' }, doc: 'The suite.', affects: 'result', required: true },
            },
          },
        },
      },
    },
  });
  expect(page.file).toBe('docs/reference/builders/rootfs.md');
  expect(page.text).toContain('| `from` | `input` | The parent. |');
  expect(page.text).toContain('One of `auto`, `root`. Default: `"auto"`. Never rebuilds a layer.');
  expect(page.text).toContain('## Block `base` (at most one)');
  expect(page.text).toContain('| `suite` (required) | `list(string)` | The suite. |');
});
