import { Readable } from 'node:stream';
import { createRecordingCommunicator } from '@strata/sdk/testing';
import { becomeRoot } from './root-shell';

const { signal } = new AbortController();

test('commands run as root, whatever is in them', async () => {
  const machine = createRecordingCommunicator();
  await becomeRoot(machine).exec({ command: "echo 'a b'" }, signal);
  expect(machine.commands).toMatchObject([{ command: `sudo -n sh -c 'echo '\\''a b'\\'''` }]);
});

test('files come by standard input, for root alone until they have their rights', async () => {
  const machine = createRecordingCommunicator();
  await becomeRoot(machine).upload(Readable.from(['abc']), '/a b', { mode: 0o600, signal });
  const [{ command = '', stdin } = {}] = machine.commands;
  expect(stdin).toBe('abc');
  expect(command).toMatch(/^sudo -n sh -c 'umask 077; cat > .*a b.* && chmod 600 /);
});

test('a file that cannot be written is told', async () => {
  const machine = createRecordingCommunicator({ answer: () => 1 });
  await expect(becomeRoot(machine).upload(Buffer.from('a'), '/a', { signal })).rejects.toThrow('/a');
});
