import { PassThrough } from 'node:stream';
import type { RemoteExit } from '@strata/sdk';
import { createProvisionContext, createRecordingCommunicator } from '@strata/sdk/testing';
import type { ServerChannel } from 'ssh2';
import { runCommand } from './run-command';
import { openFile } from './sftp/open-files';
import { openBits } from './sftp/packets';

const communicator = createRecordingCommunicator({ answer: () => 0 });
const { ports, signal } = createProvisionContext();
const machine = { communicator, ports, folder: '/scratch', signal };

/** What a client hears of a command. */
async function hear(exec: () => Promise<RemoteExit>) {
  const ends: (number | string)[] = [];
  const stream = new PassThrough();
  const channel = Object.assign(stream, {
    stderr: new PassThrough(),
    exit: (end: number | string) => void ends.push(end),
  });
  await runCommand(
    { ...machine, communicator: { ...communicator, exec } },
    channel as unknown as ServerChannel,
    'true',
  );
  return { ends, said: String(channel.stderr.read() ?? '') };
}

test.each<[string, () => Promise<RemoteExit>, number | string, string]>([
  ['a command that ended', async () => ({ kind: 'exited', code: 3 }), 3, ''],
  ['one that was ended', async () => ({ kind: 'signalled', signal: 'SIGTERM' }), 'TERM', ''],
  ['a machine that went away', async () => ({ kind: 'disconnected' }), 255, 'went away'],
  ['a machine that cannot be asked', () => Promise.reject(new Error('no\nway')), 255, 'no way\n'],
])('the client hears of %s', async (_, exec, end, said) => {
  const heard = await hear(exec);
  expect(heard.ends).toEqual([end]);
  expect(heard.said).toContain(said);
});

test('a piece of a file that comes out of turn is refused, not written where it does not belong', async () => {
  const file = await openFile(machine, { path: '/x', flags: openBits.WRITE, mode: 0o600 });
  if (file.kind !== 'written') throw new Error('It was opened for reading.');
  await file.write(0, Buffer.from('ab'));
  await expect(file.write(5, Buffer.from('cd'))).rejects.toThrow(/from the beginning to the end/);
  await file.write(2, Buffer.from('c'));
  await file.close();
  expect(communicator.uploads.map(({ content }) => content.toString())).toEqual(['abc']);
});
