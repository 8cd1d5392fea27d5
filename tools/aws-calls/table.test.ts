import { getSteps, pairSteps } from './compare';
import { explainPairs, findIdle, isUnexplained } from './explain';
import type { Reason } from './reasons';
import { formatTable } from './table';

const region = 'us-east-1';
const run = (input: object) => getSteps([{ action: 'RunInstances', region, input }]);

const reasons: readonly Reason[] = [
  { action: 'RunInstances', what: /^MetadataOptions\./u, why: 'safe' },
  { action: 'RunInstances', what: /^KeyName$/u, where: 'Elsewhere', why: 'never' },
  { action: 'CreateTags', what: 'packer alone', why: 'there already' },
];

test('a step has its name once, and each reason a row', () => {
  const packer = [
    ...run({ KeyName: 'a' }),
    ...getSteps([{ action: 'CreateTags', region: 'eu-west-1', input: {} }]),
  ];
  const strata = run({ KeyName: 'b', MetadataOptions: { HttpTokens: 'required' } });
  const findings = explainPairs(pairSteps(packer, strata), reasons);
  expect(formatTable(findings).split('\n').slice(2)).toEqual([
    '| `RunInstances` | `RunInstances` | `KeyName`: `a` → `b` | **nobody has said why** |',
    '|  |  | `MetadataOptions.HttpTokens`: – → `required` | safe |',
    '| `CreateTags` in eu-west-1 | – |  | there already |',
  ]);
  expect(findings.map(isUnexplained)).toEqual([true, false, false]);
  expect(findIdle(findings, reasons).map(({ why }) => why)).toEqual(['never']);
});

test('what is equal is there and needs no reason', () => {
  const findings = explainPairs(pairSteps(run({ KeyName: 'a' }), run({ KeyName: 'a' })), []);
  expect(findings.map(isUnexplained)).toEqual([false]);
  expect(formatTable(findings)).toContain('| `RunInstances` | `RunInstances` |  |  |');
});
