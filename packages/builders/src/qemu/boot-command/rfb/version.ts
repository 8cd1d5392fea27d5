import type { Socket } from 'node:net';
import { RfbProblem } from './problem';
import { readBytes } from './read';

/** The minor version of RFB 3 that both sides speak. */
export type Version = 3 | 7 | 8;

const LENGTH = 'RFB 003.008\n'.length;

/** Agrees on a version: the server's, or the newest there is below it. Source: RFC 6143, 7.1.1. */
export async function agreeOnVersion(socket: Socket, signal: AbortSignal): Promise<Version> {
  const greeting = (await readBytes(socket, LENGTH, signal)).toString('latin1');
  const [, major, minor] = /^RFB (\d{3})\.(\d{3})\n$/.exec(greeting) ?? [];
  if (Number(major ?? 0) < 3)
    throw new RfbProblem(`does not speak RFB 3: it greets with ${JSON.stringify(greeting)}`);
  const version = getVersion(Number(major), Number(minor));
  socket.write(`RFB 003.00${version}\n`);
  return version;
}

/** Servers name versions of their own, as macOS's 3.889 and 4.1: they are newer ones. 3.5 means 3.3. */
function getVersion(major: number, minor: number): Version {
  if (major > 3 || minor >= 8) return 8;
  return minor === 7 ? 7 : 3;
}
