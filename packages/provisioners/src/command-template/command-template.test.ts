import { Secret } from '@strata/sdk';
import { renderTemplate } from './render';
import { createTemplateRule } from './rule';

test.each([
  ['{{.Path}} x', 'p x'],
  ['{{ if .Sudo }}sudo {{ end }}chef', 'sudo chef'],
  ['{{if .No}}sudo {{else}}plain {{end}}chef', 'plain chef'],
  ['{{if ne .Empty ""}}a{{end}}{{if eq .Path "p"}}b{{end}}', 'b'],
  ['{{if .No}}a{{else if .Sudo}}b{{else}}c{{end}}', 'b'],
  ['{{if and .Sudo (not .No)}}{{if .Empty}}x{{else}}y{{end}}{{end}}', 'y'],
  ['{{if or .No .Empty}}x{{end}}-', '-'],
  ['a {{- .Path -}} b', 'apb'],
  ['{{if ne .Path "a b"}}differs{{end}}', 'differs'],
  ['{{.Other}} {{upper `x`}}', '{{.Other}} {{upper `x`}}'],
  ['{{if .Sudo}}never closed', 'never closed'],
])('%s is %s', (template, expected) => {
  expect(renderTemplate(template, { Path: 'p', Sudo: true, No: false, Empty: '' })).toBe(expected);
});

test('what holds a secret stays one', () => {
  const filled = renderTemplate(new Secret('pw {{.Path}}'), { Path: 'p' });
  expect(String(filled)).toBe('<sensitive>');
  expect(filled.reveal()).toBe('pw p');
});

test.each([
  ['{{if .Sudo}}{{.Path}}{{end}}', []],
  ['{{.Vars}}', ['{{.Vars}}']],
  ['{{if .Vars}}{{range .X}}{{end}}', ['.Vars', '{{range .X}}']],
])('%s names %j that nobody knows', (text, strangers) => {
  const rule = createTemplateRule('execute_command', ['Path', 'Sudo']);
  const told = rule(
    { execute_command: text },
    () => undefined,
    () => '',
  );
  expect(told.map(({ detail }) => detail.split(' has no')[0])).toEqual(strangers);
  for (const { code } of told) expect(code).toBe('PRV008');
});
