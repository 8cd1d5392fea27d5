import { Secret } from '@strata/sdk';
import { getCommandText } from './command-text';
import { getPowershellLine } from './powershell';
import { appendScript, echoScript, getPackScript, unpackScript } from './scripts';
import { getRemoteTarget } from './target';
import { escapeXml, findElements, parseXml } from './xml';

test('a command that is no secret is run as it is', () => {
  expect(getCommandText({ command: 'echo %PATH%', env: { A: new Secret('b') } })).toEqual({
    line: 'echo %PATH%',
    environment: { A: 'b' },
  });
});

test('a secret command stands in the environment, between what cmd puts in from elsewhere', () => {
  const command = new Secret('set P=%TOKEN:a=b%& x 50%off% %TEMP%');
  expect(getCommandText({ command, env: { token: 't' } })).toEqual({
    line: '%STRATA_COMMAND_1%%TOKEN:a=b%%STRATA_COMMAND_2%%TEMP%',
    environment: { token: 't', STRATA_COMMAND_1: 'set P=', STRATA_COMMAND_2: '& x 50%off% ' },
  });
});

test.each([
  ['unpack', unpackScript],
  ['append', appendScript],
  ['echo', echoScript],
  ['pack, with the longest path that Windows takes everywhere,', getPackScript('x'.repeat(260), 'tree')],
])('the script to %s fits into a line of cmd', (_, script) => {
  expect(getPowershellLine(script).length).toBeLessThan(8_191 - 'cmd.exe /C '.length);
});

test.each([
  ['a/', 'c:/x/', 'c:/x/'],
  ['a', 'c:/x/', 'c:/x/a'],
  ['a', 'c:\\x', 'c:\\x/a'],
])('%s to %s lands in %s', (source, destination, target) => {
  expect(getRemoteTarget(source, destination)).toBe(target);
});

test('text survives XML, carriage returns too', () => {
  const text = `<a> & "b" 'c'\r\n\u00fc \u{1f600}`;
  const [element] = findElements(parseXml(`<x xmlns="urn:x"><y>${escapeXml(text)}</y></x>`), 'urn:x', 'y');
  expect(element?.text).toBe(text);
});

test.each(['', 'hello', '<a><b></a>', '<x:a/>'])('%j is no document', (text) => {
  expect(() => parseXml(text)).toThrow();
});
