import { Secret } from '@strata/sdk';
import { shellRules } from './rules';

const write = (option: string, value: string) => `${option} = ${value}`;

const check = (options: Readonly<Record<string, unknown>>) =>
  shellRules
    .flatMap((rule) => rule(options, () => undefined, write))
    .map(({ code, detail }) => `${code}: ${detail}`);

test.each([
  [{ inline: ['a'] }],
  [{ script: 'a.sh', env: { A: new Secret('b') }, environment_vars: ['A=', new Secret('B=c=d')] }],
  [
    {
      scripts: ['a'],
      env_var_format: '%s=%s 100%%',
      execute_command: '{{ .Vars }} {{.Path}} {{- .EnvVarFile -}}',
    },
  ],
])('%j is fine', (options) => {
  expect(check(options)).toEqual([]);
});

test.each([
  [{}, 'SDK006: There is nothing to run: give one of inline, script and scripts.'],
  [{ inline: [] }, 'SDK006: inline is empty: there is nothing to run.'],
  [
    { inline: ['a'], script: 'b' },
    'SDK005: Give only one of inline, script and scripts; inline and script are given.',
  ],
  [
    { inline: ['a'], environment_vars: ['9=x'] },
    'SDK007: "9=…" is not of the form NAME=value with a name of letters, digits and underscores.',
  ],
  [
    { inline: ['a'], environment_vars: [new Secret('hunter2')] },
    'SDK007: An entry without "=" is not of the form NAME=value with a name of letters, digits and underscores.',
  ],
  [{ inline: ['a'], env: { 'a-b': 'x' } }, 'SDK007: "a-b" is not a name of letters, digits and underscores.'],
  [
    { inline: ['a'], env_var_format: '%s' },
    'SDK009: "%s" must hold %s twice, first for the name, then for the value, and %% for a percent sign.',
  ],
  [
    { inline: ['a'], execute_command: new Secret('{{.Script}}') },
    'SDK008: {{.Script}} has no meaning in execute_command; there are {{.Path}}, {{.Vars}}, {{.EnvVarFile}}.',
  ],
])('%j is refused', (options, message) => {
  expect(check(options)).toEqual([message]);
});
