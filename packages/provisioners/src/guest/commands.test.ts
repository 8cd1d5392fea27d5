import { execFileSync } from 'node:child_process';
import { createGuestCommands } from './commands';

const unix = createGuestCommands('unix', false);

test.each(["it's $HOME", 'a b', '`x` "y"', 'plain'])('a shell reads %s as one word', (path) => {
  const word = unix.remove(path).replace('rm -rf ', '');
  expect(execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' })).toBe(path);
});

test('sudo stands before each command where it is wanted', () => {
  const { makeFolder, open, remove, move } = createGuestCommands('unix', true);
  const commands = [makeFolder('/a'), open('/a'), remove('/a'), move('/a', '/b')];
  expect(commands.filter((command) => !command.startsWith('sudo '))).toEqual([]);
});
