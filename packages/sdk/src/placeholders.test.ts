import { createPlaceholderRule, fillPlaceholders, getPlaceholders } from './placeholders';
import { Secret } from './secret';

test('what a part knows takes the place of its name, with the blanks that Go swallows', () => {
  const values = { Path: '/x', Vars: "A='1' " };
  expect(fillPlaceholders('{{ .Vars }} {{.Path}} {{- .Path -}} !', values)).toBe("A='1'  /x/x!");
});

test('what a part does not know stays', () => {
  expect(fillPlaceholders('{{.Other}} {{Path}} {{.toString}}', { Path: '/x' })).toBe(
    '{{.Other}} {{Path}} {{.toString}}',
  );
});

test('a secret stays a secret', () => {
  const filled = fillPlaceholders(new Secret('echo hunter2 | {{.Path}}'), { Path: '/x' });
  expect(String(filled)).toBe('<sensitive>');
  expect(filled.reveal()).toBe('echo hunter2 | /x');
});

test('placeholders are found in order', () => {
  expect(getPlaceholders('{{ .A }} and {{- .B -}}')).toEqual(['.A', '.B']);
});

test('an unknown placeholder of a text, a list or a map is told with those that there are', () => {
  const rule = createPlaceholderRule('output', ['BuildName', 'BuilderType']);
  const write = (option: string, value: string) => `${option} = ${value}`;
  const find = (output: unknown) => rule({ output }, () => undefined, write).map(({ detail }) => detail);
  expect(find('{{.BuildName}}-{{.BuilderType}}')).toEqual([]);
  expect(find(['a', new Secret('{{.Name}}')])).toEqual([
    '{{.Name}} has no meaning in output; there are {{.BuildName}}, {{.BuilderType}}.',
  ]);
  expect(find({ a: '{{.BuildName}}', b: '{{.Nobody}}' })).toHaveLength(1);
  expect(find(undefined)).toEqual([]);
});
