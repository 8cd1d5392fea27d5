import { posix } from 'node:path';
import { fetchFile } from '../fetch-file';
import { look } from '../guest-shell';
import type { ScpTransfer } from './serve';

/** Gives a file of the machine to an `scp`. Folders are refused: Ansible fetches none. */
export async function send({ machine, path, reader, write }: ScpTransfer): Promise<void> {
  const found = await look(machine, path, true);
  if (!found) throw new Error(`${path}: No such file or directory`);
  if (found.kind !== 'file') throw new Error(`${path}: not a regular file`);
  await using file = await fetchFile(machine, path);
  const expectOk = async () => {
    if ((await reader.readByte()) !== 0) throw new Error('the receiver refused the file');
  };
  await expectOk();
  const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
  await write(`C${mode} ${file.size} ${posix.basename(path)}\n`);
  await expectOk();
  for await (const piece of machine.ports.files.stream(file.path)) await write(piece as Buffer);
  await write('\0');
  await expectOk();
}
