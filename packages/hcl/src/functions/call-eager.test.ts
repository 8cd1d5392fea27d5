import { evaluate } from '../evaluate/evaluate';
import { parseExpression } from '../parse/parse';
import { emptyPorts } from '../testing/ports';
import { Value } from '../values/value';
import { createFunctions } from './registry';

const scope = {
  functions: createFunctions(emptyPorts),
  variables: new Map([
    ['secret', Value.sensitive(Value.string('hunter2'))],
    ['open', Value.string('hunter2')],
  ]),
};

const problemsOf = (source: string) =>
  evaluate(parseExpression(source, 'test').value, scope).diagnostics.map(({ detail }) => detail);

test.each(['parseint(secret, 10)', 'jsondecode(secret)', 'file(secret)', 'jsondecode("[${secret}]")'])(
  '%s does not tell what is in the secret',
  (source) => {
    const [detail, ...others] = problemsOf(source);
    expect(others).toEqual([]);
    expect(detail).toContain('the reason is not shown, because an argument is sensitive');
    expect(detail).not.toContain('hunter');
  },
);

test('of what is no secret the reason is told', () => {
  expect(problemsOf('parseint(open, 10)')).toEqual([
    'Invalid value for "number" parameter: cannot parse "hunter2" as a base 10 integer.',
  ]);
});

test.each([
  ['[for a in [1, 2] : format({}, {})]', 'format'],
  ['[for a in [1, 2] : zipmap(0.5, [a])]', 'keys'],
])('%s tells once that an argument does not fit, and calls nothing without it', (source, parameter) => {
  const problems = problemsOf(source);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`Invalid value for "${parameter}" parameter`);
});
