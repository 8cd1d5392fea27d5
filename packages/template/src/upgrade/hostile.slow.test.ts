import { fixTemplate } from '../fix/fix-template';
import { createTestRegistry } from '../testing/parts';
import { upgradeTemplate } from './upgrade-template';

const many = 20_000;
const list = (item: (index: number) => string) =>
  Array.from({ length: many }, (_, index) => item(index)).join(',');

describe('a template that is made to hurt', () => {
  it.each([
    ['nesting', `{"builders": ${'['.repeat(many)}${']'.repeat(many)}}`],
    ['nesting that does not end', `{"builders": ${'{"a":'.repeat(many)}`],
    ['builders of one name', `{"builders": [${list(() => '{"type": "x", "name": "a b"}')}]}`],
    [
      'names that become one',
      `{"variables": {${list((index) => `"${'!'.repeat(index % 300)}${index}": ""`)}}}`,
    ],
    ['options', `{"builders": [{"type": "x", ${list((index) => `"o${index}": 1`)}}]}`],
    [
      'filters',
      `{"builders": [${list((index) => `{"type": "amazon-ebs", "name": "n${index}", "source_ami_filter": {"n": ${index}}}`)}]}`,
    ],
    ['secrets', `{"variables": {${list((index) => `"v${index}": "{{aws_secretsmanager \`s${index}\`}}"`)}}}`],
    ['a text with open actions', `{"variables": {"a": "${'{{ user `'.repeat(many)}"}}`],
  ])('has an end: %s', (_, text) => {
    const upgraded = upgradeTemplate(text, 'x.json', { registry: createTestRegistry(), annotations: false });
    const fixed = fixTemplate(text, 'x.json');
    const isTold = (value: string | undefined, problems: number) => value !== undefined || problems > 0;
    expect(isTold(upgraded.value, upgraded.diagnostics.length)).toBe(true);
    expect(isTold(fixed.value, fixed.diagnostics.length)).toBe(true);
  });
});
