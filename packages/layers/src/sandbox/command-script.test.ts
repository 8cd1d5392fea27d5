import { execFileSync } from 'node:child_process';
import { Secret } from '@strata/sdk';
import { getCommandScript } from './command-script';

const runScript = (script: string): string =>
  execFileSync('sh', ['-c', script], { encoding: 'utf8', env: {} });

test('values reach the command as they are', () => {
  const value = `it's "$HOME" \`id\` \\ *\n two  spaces `;
  expect(runScript(getCommandScript({ ODD: value }, 'printf %s "$ODD"'))).toBe(value);
});

test('the command is the shell’s own text, with its quotes and its comments', () => {
  expect(runScript(getCommandScript({}, `x='a b'; echo "$x" # 'done`))).toBe('a b\n');
});

test('secrets are revealed to the shell', () => {
  expect(runScript(getCommandScript({ A: new Secret('1') }, new Secret('echo $A')))).toBe('1\n');
});

test('every name that cannot be a variable is named', () => {
  const make = () => getCommandScript({ 'a.b': '', OK: '', '1x': '' }, 'true');
  expect(make).toThrow(/"a\.b".*"1x"/s);
});
