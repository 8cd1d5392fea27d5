import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Communicator,
  type CommunicatorOptions,
  type Connection,
  communicatorFields,
  type MachineAddress,
  type OptionsOf,
  type PartContext,
  type RemoteCommand,
} from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter, type RecordingReporter } from '@strata/sdk/testing';
import { connectMachine } from '../connect-machine';
import type { Sshd } from './sshd';

/** The options as the schema gives them, with what the test sets. */
export function getOptions(given: Partial<CommunicatorOptions> = {}): CommunicatorOptions {
  const defaults = Object.fromEntries(
    Object.entries(communicatorFields.options).map(([name, spec]) => [
      name,
      'default' in spec ? spec.default : undefined,
    ]),
  );
  return { ...(defaults as OptionsOf<typeof communicatorFields>), ...given };
}

export type TestContext = PartContext & { readonly reporter: RecordingReporter };

export function createContext(given: Partial<PartContext> = {}): TestContext {
  const ports = createNodePorts();
  return {
    ports,
    signal: new AbortController().signal,
    baseDirectory: tmpdir(),
    scratch: tmpdir(),
    ...given,
    reporter: createRecordingReporter(),
  };
}

/** Logs in to a server of a test with the key that it knows. */
export function connectTo(
  sshd: Pick<Sshd, 'port' | 'username' | 'key'>,
  given: Partial<CommunicatorOptions> = {},
  context: PartContext = createContext(),
  address: MachineAddress = {},
): Promise<Connection> {
  return connectMachine(
    context,
    getOptions({
      ssh_host: '127.0.0.1',
      ssh_username: sshd.username,
      ssh_private_key_file: sshd.key,
      ...given,
    }),
    { port: sshd.port, ...address },
  );
}

export const never = new AbortController().signal;

export async function say(communicator: Communicator, command: string, more: Partial<RemoteCommand> = {}) {
  const out: Buffer[] = [];
  const exit = await communicator.exec(
    { command, ...more, onOutput: ({ data }) => void out.push(data) },
    never,
  );
  return { exit, text: Buffer.concat(out).toString() };
}

export async function makeFolder(): Promise<{ readonly path: string; close(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'strata-ssh-'));
  return { path, close: () => rm(path, { recursive: true, force: true }) };
}
