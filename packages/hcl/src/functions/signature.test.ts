import { evaluate } from '../evaluate/evaluate';
import { parseExpression } from '../parse/parse';
import { emptyPorts } from '../testing/ports';
import { createFunctions } from './registry';

test.each([
  ['join(["a"], ",")', 'It is called as join(separator: string, lists: list of string, …).'],
  ['upper()', 'It is called as upper(str: string).'],
  ['lower("A", "B")', 'It is called as lower(str: string).'],
])('%s: %s', (source, hint) => {
  const functions = createFunctions(emptyPorts);
  const { diagnostics } = evaluate(parseExpression(source, 'test.hcl').value, { functions });
  expect(diagnostics[0]?.hint).toBe(hint);
});
