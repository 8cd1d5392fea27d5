import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Failure } from '@strata/diagnostics';
import type { Clock } from '@strata/sdk';
import { problem } from '../../codes';

/** QEMU's own protocol: JSON over a socket. Source: QEMU's documentation, "QEMU Machine Protocol Specification". */
export interface Qmp {
  /** @throws Failure when QEMU refuses, Error when it is gone */
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** A command of the monitor for people; gives what it prints. */
  command(line: string): Promise<string>;
  close(): void;
}

interface Message {
  readonly QMP?: unknown;
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
}

interface Waiting {
  readonly name: string;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Milliseconds between tries to connect to a QEMU that is just starting. */
const BETWEEN_TRIES = 20;

/** Connects as soon as QEMU listens and has begun to answer: then all of its options have been followed. */
export async function connectQmp(path: string, clock: Clock, signal: AbortSignal): Promise<Qmp> {
  for (;;) {
    signal.throwIfAborted();
    const socket = await tryConnect(path);
    if (socket) return greet(socket, signal);
    await clock.sleep(BETWEEN_TRIES, signal);
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

async function greet(socket: Socket, signal: AbortSignal): Promise<Qmp> {
  const end = () => socket.destroy();
  signal.addEventListener('abort', end, { once: true });
  try {
    const { qmp, greeted } = createQmp(socket);
    await greeted;
    await qmp.execute('qmp_capabilities');
    return qmp;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function createQmp(socket: Socket): { readonly qmp: Qmp; readonly greeted: Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let serial = 0;
  let isGone = false;
  const greeting = createDeferred();
  const fail = () => {
    isGone = true;
    const error = new Failure(gone());
    greeting.reject(error);
    for (const each of waiting.values()) each.reject(error);
    waiting.clear();
  };
  socket.on('error', () => undefined);
  socket.on('close', fail);
  const lines = createInterface({ input: socket });
  // It tells of the socket's errors too, which are told by the end already.
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if ('QMP' in message) greeting.resolve();
    const asked = message.id === undefined ? undefined : waiting.get(message.id);
    if (!asked || message.id === undefined) return;
    waiting.delete(message.id);
    if (message.error) asked.reject(new Failure(refused(asked.name, message.error.desc)));
    else asked.resolve(message.return);
  });
  const execute: Qmp['execute'] = (name, args) =>
    new Promise((resolve, reject) => {
      if (isGone) return reject(new Failure(gone()));
      serial += 1;
      waiting.set(serial, { name, resolve, reject });
      socket.write(`${JSON.stringify({ execute: name, id: serial, ...(args && { arguments: args }) })}\n`);
    });
  return {
    greeted: greeting.promise,
    qmp: {
      execute,
      command: async (line) => String(await execute('human-monitor-command', { 'command-line': line })),
      close: () => socket.destroy(),
    },
  };
}

const gone = () =>
  problem('BLD012', { detail: 'QEMU hung up while it was asked something.', hint: 'It has probably ended.' });

const refused = (name: string, reason: string) =>
  problem('BLD012', {
    detail: `QEMU refused "${name}": ${reason}.`,
    hint: 'See what the version of QEMU can do.',
  });

/** Node 20 has no `Promise.withResolvers`. */
function createDeferred(): {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
} {
  let settle: { resolve(): void; reject(error: unknown): void } | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: () => settle?.resolve(), reject: (error) => settle?.reject(error) };
}
