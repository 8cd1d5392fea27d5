import { formatFindings } from './report';

const comparison = { name: 'a case', packer: 'one\ntwo', strata: 'x'.repeat(200), agrees: false };
const findings = {
  comparisons: [comparison, { ...comparison, agrees: true }],
  leftOut: new Map([['folders without a template', 2]]),
};

test('findings are counted, and disagreements stand under their reasons, cut to a line', () => {
  const lines = formatFindings('values', findings, new Map([['a reason', [comparison]]])).split('\n');
  expect(lines.slice(1, 6)).toEqual([
    'values: 1 of 2 agree',
    '  left out: 2 folders without a template',
    '  1 a reason',
    '      a case',
    '        packer: one two',
  ]);
  expect(lines[6]).toMatch(/^ {8}strata: x{100}…$/u);
});

test('all disagreements that nobody explained are shown', () => {
  const many = Array.from({ length: 9 }, () => comparison);
  expect(formatFindings('values', findings, new Map([[undefined, many]])).match(/a case/gu)).toHaveLength(9);
  expect(formatFindings('values', findings, new Map([['a reason', many]])).match(/a case/gu)).toHaveLength(3);
});
