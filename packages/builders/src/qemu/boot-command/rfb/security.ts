import type { Socket } from 'node:net';
import { reveal, type Text } from '@strata/sdk';
import { answerChallenge } from './challenge';
import { RfbProblem } from './problem';
import { readBytes, readNumber } from './read';
import type { Version } from './version';

/** Numbers of RFC 6143, 7.1.2 and 7.2. */
const INVALID = 0;
const NONE = 1;
const VNC = 2;

const CHALLENGE_BYTES = 16;
/** Bytes of a reason that are read: enough for people. */
const LONGEST_REASON = 4096;

/** Gets in: without a password where the server wants none, else with it. */
export async function authenticate(
  socket: Socket,
  { version, password, signal }: { version: Version; password: Text | undefined; signal: AbortSignal },
): Promise<void> {
  const type = version === 3 ? await readType(socket, signal) : await chooseType(socket, password, signal);
  if (type === VNC) await answer(socket, password, signal);
  // Before 3.8 who lets everybody in says nothing more.
  if (type === NONE && version < 8) return;
  if ((await readNumber(socket, signal)) === 0) return;
  const reason = version === 8 ? `: ${await readReason(socket, signal)}` : '';
  throw new RfbProblem(`refused the password${reason}`);
}

/** RFB 3.3: the server decides. */
async function readType(socket: Socket, signal: AbortSignal): Promise<number> {
  const type = await readNumber(socket, signal);
  if (type === INVALID) throw new RfbProblem(`refused the connection: ${await readReason(socket, signal)}`);
  if (type !== NONE && type !== VNC) throw getUnknown([type]);
  return type;
}

async function chooseType(socket: Socket, password: Text | undefined, signal: AbortSignal): Promise<number> {
  const [count = 0] = await readBytes(socket, 1, signal);
  if (count === 0) throw new RfbProblem(`refused the connection: ${await readReason(socket, signal)}`);
  const offered = [...(await readBytes(socket, count, signal))];
  const wanted = password === undefined ? [NONE, VNC] : [VNC, NONE];
  const type = wanted.find((one) => offered.includes(one));
  if (type === undefined) throw getUnknown(offered);
  socket.write(Buffer.of(type));
  return type;
}

function getUnknown(offered: readonly number[]): RfbProblem {
  return new RfbProblem(
    `asks for authentication of type ${offered.join(' or ')}; None (${NONE}) and VNC (${VNC}) are known here`,
  );
}

async function answer(socket: Socket, password: Text | undefined, signal: AbortSignal): Promise<void> {
  const challenge = await readBytes(socket, CHALLENGE_BYTES, signal);
  if (password === undefined) throw new RfbProblem('asks for a password, and none is given');
  socket.write(answerChallenge(challenge, reveal(password)));
}

async function readReason(socket: Socket, signal: AbortSignal): Promise<string> {
  const length = await readNumber(socket, signal);
  return (await readBytes(socket, Math.min(length, LONGEST_REASON), signal)).toString();
}
