import { randomUUID } from 'node:crypto';
import type { Communicator, CommunicatorOptions, Connection, MachineAddress, PartContext } from '@strata/sdk';
import { createChannels } from './channel';
import { exec } from './exec';
import { getSettings } from './get-settings';
import { createLine, type Line, waiting } from './line';
import type { Machine } from './machine';
import { createRoom } from './room';
import type { SshSettings } from './settings';
import { removeTemporaryKey } from './temporary-key';
import { createTransfers } from './transfer';

/**
 * Waits until a machine lets us in over SSH.
 *
 * @throws Failure with diagnostics
 */
export async function connectSsh(
  context: PartContext,
  options: CommunicatorOptions,
  address: MachineAddress,
): Promise<Connection> {
  const settings = await getSettings(context, options, address);
  const line = await createLine(context, settings);
  try {
    await arrive(context, settings, line);
  } catch (error) {
    await line.close();
    throw error;
  }
  const communicator = createCommunicator(context, settings, line);
  const { key } = settings.target.login;
  const isTemporary = address.privateKey !== undefined && !options.ssh_private_key_file;
  return {
    communicator,
    ...(options.ssh_clear_authorized_keys &&
      isTemporary &&
      key && { removeTemporaryKey: () => removeTemporaryKey(context, communicator, key) }),
    close: () => line.close(),
  };
}

async function arrive(
  { ports, reporter, signal }: PartContext,
  settings: SshSettings,
  line: Line,
): Promise<void> {
  reporter.say(`Using SSH communicator to connect: ${settings.target.host}`);
  reporter.say(waiting);
  const client = await line.getClient(signal);
  if (settings.pause !== undefined) {
    line.drop(client);
    reporter.say(`Pausing ${settings.pause / 1_000}s before connecting...`);
    await ports.clock.sleep(settings.pause, signal);
    await line.getClient(signal);
  }
  reporter.say('Connected to SSH!');
}

function createCommunicator({ ports }: PartContext, settings: SshSettings, line: Line): Communicator {
  const forwardAgent = settings.forwardedAgent !== undefined;
  const room = createRoom();
  const terminals = settings.pty ? createChannels(line, room, { pty: true, forwardAgent }) : undefined;
  const machine: Machine = {
    line,
    channels: createChannels(line, room, { pty: false, forwardAgent }),
    clock: ports.clock,
    mark: randomUUID().slice(0, 8),
  };
  const transfers = createTransfers(machine);
  return {
    type: 'ssh',
    traffic: () => line.traffic(),
    exec: (command, signal) => exec(machine, terminals, command, signal),
    upload: (content, destination, options) => transfers.upload({ content, destination, ...options }),
    uploadDirectory: (source, destination, options) =>
      transfers.uploadDirectory({ source, destination, ...options }),
    download: (source, sink, signal) => transfers.download({ source, sink, signal }),
    downloadDirectory: (source, destination, options) =>
      transfers.downloadDirectory({ source, destination, ...options }),
  };
}
