import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Failure } from '@strata/diagnostics';
import { getErrorCode, type Text } from '@strata/sdk';
import { problem } from '../../../codes';
import { RfbProblem } from './problem';
import { readBytes } from './read';
import { authenticate } from './security';
import { agreeOnVersion } from './version';

/** Where a VNC server listens. */
export interface VncAddress {
  readonly host: string;
  /** Of TCP, not the number of a display. */
  readonly port: number;
  readonly password?: Text | undefined;
}

/** A keyboard at the other end. */
export interface Keyboard extends AsyncDisposable {
  /** Presses a key, or lets it go. @throws Failure when the server is gone */
  send(keysym: number, down: boolean): Promise<void>;
  /** Aborted when the server hangs up. */
  readonly lost: AbortSignal;
}

/** Milliseconds without a byte after which a greeting is given up: a server on this machine answers at once. */
const GREETING_TIMEOUT = 30_000;
/** Milliseconds that the server has to hang up too. */
const FAREWELL_TIMEOUT = 2000;

/** Others may look on while keys are typed. */
const SHARED = 1;
/** Size and form of the screen, and how long its name is. Source: RFC 6143, 7.3.2. */
const SCREEN_BYTES = 24;

/** Connects to a VNC server as somebody who only types. @throws Failure when it cannot be reached or does not let us in */
export async function connectKeyboard(address: VncAddress, signal: AbortSignal): Promise<Keyboard> {
  signal.throwIfAborted();
  const socket = connect(address.port, address.host);
  // Errors are read from the socket; one that comes while nobody waits must not end the process.
  socket.on('error', () => undefined);
  try {
    socket.setNoDelay(true);
    socket.setTimeout(GREETING_TIMEOUT, () => socket.destroy(new RfbProblem('says nothing')));
    await once(socket, 'connect', { signal });
    await greet(socket, address.password, signal);
    socket.setTimeout(0);
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw getFailure(address, error);
  }
  return createKeyboard(socket, address, signal);
}

async function greet(socket: Socket, password: Text | undefined, signal: AbortSignal): Promise<void> {
  const version = await agreeOnVersion(socket, signal);
  await authenticate(socket, { version, password, signal });
  socket.write(Buffer.of(SHARED));
  await readBytes(socket, SCREEN_BYTES, signal);
}

function createKeyboard(socket: Socket, address: VncAddress, signal: AbortSignal): Keyboard {
  const lost = new AbortController();
  socket.on('close', () => lost.abort(getFailure(address, socket.errored ?? new RfbProblem('hung up'))));
  // What the server tells of its screen is nothing to us, but it must not have to wait until somebody reads it.
  socket.resume();
  return {
    lost: lost.signal,
    async send(keysym, down) {
      lost.signal.throwIfAborted();
      if (!socket.write(encodeKey(keysym, down))) await drained(socket, lost.signal);
    },
    async [Symbol.asyncDispose]() {
      if (socket.closed) return;
      const closed = new Promise((resolve) => socket.once('close', resolve));
      if (signal.aborted) socket.destroy();
      // Who hangs up without waiting for the other side takes back what that one has not read yet.
      else socket.setTimeout(FAREWELL_TIMEOUT, () => socket.destroy()).end();
      await closed;
    },
  };
}

async function drained(socket: Socket, lost: AbortSignal): Promise<void> {
  await once(socket, 'drain', { signal: lost }).catch(() => lost.throwIfAborted());
}

const KEY_EVENT = 4;
const KEY_EVENT_BYTES = 8;

/** RFC 6143, 7.5.4. */
function encodeKey(keysym: number, down: boolean): Buffer {
  const message = Buffer.alloc(KEY_EVENT_BYTES);
  message.writeUInt8(KEY_EVENT, 0);
  message.writeUInt8(down ? 1 : 0, 1);
  message.writeUInt32BE(keysym, 4);
  return message;
}

/** What the other side or the network did becomes a diagnostic; anything else is a bug and stays what it is. */
function getFailure({ host, port }: VncAddress, error: unknown): unknown {
  const where = `The VNC server at ${host}:${port}`;
  const tell = (detail: string) => new Failure(problem('BLD042', { detail, hint: HINT }), { cause: error });
  if (error instanceof RfbProblem) return tell(`${where} ${error.message}.`);
  if (getErrorCode(error) !== undefined)
    return tell(`${where} cannot be reached: ${(error as Error).message}.`);
  return error;
}

const HINT = 'Look above for what QEMU said: the machine may have ended by itself.';
