import type { ServerChannel } from 'ssh2';
import { getReason, type Machine } from '../machine';
import { createFileServer } from './file-server';
import {
  createFields,
  encodeBytes,
  encodeNumber,
  encodePacket,
  readPackets,
  reply,
  request,
  status,
} from './packets';
import { Refusal } from './refusal';

/** The version that every client speaks. */
const VERSION = 3;

/** Plays an SFTP server, which the machine need not have: what `sftp` and newer `scp` programs ask when they copy files. */
export async function serveSftp(machine: Machine, channel: ServerChannel): Promise<void> {
  const gone = new AbortController();
  channel.once('close', () => gone.abort());
  // Who hangs up in the middle is told nothing.
  channel.on('error', () => {});
  const server = createFileServer({ ...machine, signal: AbortSignal.any([machine.signal, gone.signal]) });
  try {
    // The channel still has to say how it ended. One after the other, as they come: a client sends many pieces of a file before it hears of the first.
    for await (const packet of readPackets(channel.iterator({ destroyOnReturn: false }))) {
      const answer = await getAnswer(server, packet);
      if (!gone.signal.aborted) channel.write(answer);
    }
    channel.exit(0);
  } catch {
    channel.exit(1);
  } finally {
    await server.close();
    channel.end();
  }
}

async function getAnswer(server: ReturnType<typeof createFileServer>, packet: Buffer): Promise<Buffer> {
  const fields = createFields(packet);
  const type = fields.byte();
  if (type === request.INIT) return encodePacket(reply.VERSION, encodeNumber(VERSION));
  const id = fields.number();
  try {
    const { kind, content } = await server.answer(type, fields);
    return encodePacket(kind, encodeNumber(id), content);
  } catch (error) {
    const code = error instanceof Refusal ? error.code : status.FAILURE;
    const text = encodeBytes(getReason(error));
    return encodePacket(reply.STATUS, encodeNumber(id), encodeNumber(code), text, encodeBytes(''));
  }
}
