import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { ask, look, quotePath } from '../guest-shell';
import type { ScpTransfer } from './serve';

const OK = Buffer.from([0]);

/** Takes files from an `scp` and writes them into the machine. */
export async function receive(transfer: ScpTransfer): Promise<void> {
  const { command, machine, path, reader, write } = transfer;
  const mayBeFolder = command.intoFolder || command.recursive || path.endsWith('/');
  let isFolder = mayBeFolder && (await look(machine, path, true))?.kind === 'directory';
  const folders: string[] = [];
  const getTarget = (name: string) => {
    const folder = folders.at(-1) ?? path;
    return isFolder || folders.length > 0 ? posix.join(folder, name) : path;
  };
  await write(OK);
  for (;;) {
    const line = await reader.readLine();
    if (line === undefined) return;
    const message = parseMessage(line);
    switch (message.kind) {
      case 'times':
        break;
      case 'file':
        await write(OK);
        await receiveFile(transfer, getTarget(message.name), message);
        break;
      case 'folder': {
        const target = getTarget(message.name);
        const { ok, text } = await ask(machine, `mkdir -p ${quotePath(target)} 2>&1`);
        if (!ok) throw new Error(text);
        folders.push(target);
        break;
      }
      case 'end':
        folders.pop();
        // What comes behind the first folder goes beside it.
        isFolder = true;
        break;
    }
    await write(OK);
  }
}

async function receiveFile(
  { machine: { communicator, signal }, reader }: ScpTransfer,
  target: string,
  { mode, size }: FileMessage,
): Promise<void> {
  const content = Readable.from(reader.take(size), { objectMode: false });
  await communicator.upload(content, target, { mode, signal });
  if ((await reader.readByte()) !== 0) throw new Error('the sender could not read all of the file');
}

interface FileMessage {
  readonly kind: 'file';
  readonly mode: number;
  readonly size: number;
  readonly name: string;
}

type Message =
  | FileMessage
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'times' }
  | { readonly kind: 'end' };

/** `C0644 12 name`, `D0755 0 name`, `T… `, `E`: the words of OpenSSH's scp.c. */
export function parseMessage(line: string): Message {
  if (line.startsWith('T')) return { kind: 'times' };
  if (line === 'E') return { kind: 'end' };
  const found = /^([CD])([0-7]{4}) (\d+) ([^/]+)$/.exec(line);
  const [, kind, mode = '', size, name = ''] = found ?? [];
  if (!found || name === '.' || name === '..') throw new Error(`unexpected message "${line}"`);
  if (kind === 'D') return { kind: 'folder', name };
  return { kind: 'file', mode: Number.parseInt(mode, 8), size: Number(size), name };
}
