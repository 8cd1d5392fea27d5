import { execFileSync } from 'node:child_process';
import { Secret } from '@strata/sdk';
import { getShellText } from './command-text';

test('a plain command is sent as it is', () => {
  expect(getShellText('echo "$HOME"')).toEqual({ text: 'echo "$HOME"' });
});

test.each(['sh', 'bash'])('%s reads what is hidden from its input, and nothing beyond', (shell) => {
  const value = `it's "ümläut" \\0101 $HOME\n\`id\`\n`;
  const command = new Secret('printf %s "$WORD"; printf %s "[$strata_line]"; cat');
  const { text, line = '' } = getShellText(command, { WORD: new Secret(value) });
  expect(text).not.toContain('WORD');
  const said = execFileSync(shell, ['-c', text], { input: `${line}the rest`, encoding: 'utf8' });
  expect(said).toBe(`${value}[]the rest`);
});
