import type { EagerFunction, HclFunction } from '@strata/hcl';
import { Type, Value } from '@strata/hcl';
import { makeFunctionsPage } from './functions-page';

const join: EagerFunction = {
  kind: 'eager',
  description: 'All texts.',
  parameters: [{ name: 'separator', type: Type.string }],
  variadic: { name: 'lists', type: Type.list(Type.string) },
  returns: Type.string,
  call: () => Value.string(''),
};

const can: HclFunction = {
  kind: 'lazy',
  usage: 'can(expression)',
  description: 'Whether it can.',
  call: () => ({ value: Value.bool(true), diagnostics: [] }),
};

test('the page has every function by its name, with how it is called and what it is for', () => {
  const { file, text } = makeFunctionsPage(
    new Map<string, HclFunction>([
      ['join', join],
      ['can', can],
    ]),
    new Map([['env', { ...join, description: 'A variable.', parameters: [] }]]),
  );
  expect(file).toBe('docs/reference/functions.md');
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual([
    '| `can(expression)` | Whether it can. |',
    '| `join(separator: string, lists: list(string)…)` | All texts. |',
    '| `env(lists: list(string)…)` | A variable. |',
  ]);
});
