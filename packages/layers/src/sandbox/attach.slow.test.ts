import { spawnSync } from 'node:child_process';
import { quoteWord } from '@strata/sdk';
import { getProgramCommand, repository } from '../testing/from-source';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';

/** Runs a command in a sandbox on a terminal, which `script` makes, and types. */
function runOnTerminal(command: string, typed = '') {
  const driver = getProgramCommand('attach-driver', command).map(quoteWord).join(' ');
  const { status, stdout } = spawnSync('script', ['-qec', driver, '/dev/null'], {
    cwd: repository,
    input: typed,
    encoding: 'utf8',
  });
  return { status, text: stdout };
}

test('a person’s command has the terminal, and its exit code comes back', () => {
  const { status, text } = runOnTerminal('[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo terminal; exit 5');
  expect(text).toContain('terminal');
  expect(status).toBe(5);
});

test('a shell with job control works and gives the terminal back', () => {
  const { status, text } = runOnTerminal('exec sh -i', 'sleep 1000 &\nkill %1\necho $((6 * 7))\nexit 3\n');
  expect(text).toContain('42');
  expect(text).not.toMatch(/job control|tty process group/);
  expect(status).toBe(3);
});

alsoAsOrdinaryUser(__filename);
