import type {
  Communicator,
  CommunicatorOptions,
  Connection,
  MachineAddress,
  PartContext,
  Traffic,
} from '@strata/sdk';
import { downloadFile, downloadTree } from './download';
import { getSettings } from './get-settings';
import { createPost } from './http';
import { createMachine, type Machine } from './machine';
import { createSendFrames } from './send-frames';
import type { WinrmSettings } from './settings';
import { uploadFile, uploadTree } from './upload';

/**
 * Waits until a machine with Windows lets us in over WinRM.
 *
 * @throws Failure with diagnostics
 */
export async function connectWinrm(
  context: PartContext,
  options: CommunicatorOptions,
  address: MachineAddress,
): Promise<Connection> {
  const settings = getSettings(options, address);
  const post = createPost(settings, context.ports.clock);
  const machine = createMachine(context, settings, post);
  try {
    await arrive(context, settings, machine);
  } catch (error) {
    await machine.close();
    throw error;
  }
  return { communicator: createCommunicator(machine, post.traffic), close: () => machine.close() };
}

/** With Packer's words. */
async function arrive(
  { ports, reporter, signal }: PartContext,
  { host, timeout, pause }: WinrmSettings,
  machine: Machine,
): Promise<void> {
  reporter.say(`Using WinRM communicator to connect: ${host}`);
  reporter.say('Waiting for WinRM to become available...');
  await machine.arrive(timeout, signal);
  if (pause !== undefined) {
    reporter.say(`Pausing ${pause / 1_000}s before connecting...`);
    await ports.clock.sleep(pause, signal);
    await machine.arrive(timeout, signal);
  }
  reporter.say('Connected to WinRM!');
}

function createCommunicator(machine: Machine, traffic: () => Traffic): Communicator {
  const send = createSendFrames(machine);
  return {
    type: 'winrm',
    traffic,
    exec: (command, signal) => machine.exec(command, signal),
    upload: (content, destination, options) => uploadFile(send, { content, destination, ...options }),
    uploadDirectory: (source, destination, options) => uploadTree(send, { source, destination, ...options }),
    download: (source, sink, signal) => downloadFile(machine, { source, sink, signal }),
    downloadDirectory: (source, destination, options) =>
      downloadTree(machine, { source, destination, ...options }),
  };
}
