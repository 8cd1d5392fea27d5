import { posix } from 'node:path';
import { ask, look, quotePath } from '../guest-shell';
import type { Machine } from '../machine';
import { getAttributes } from './attributes';
import { createOpenFiles, openFile } from './open-files';
import { encodeBytes, encodeNumber, type Fields, reply, request, status } from './packets';
import { getNotFound, mustRun, Refusal } from './refusal';

/** An answer without its number. */
interface Answer {
  readonly kind: number;
  readonly content: Buffer;
}

type Handler = (fields: Fields) => Promise<Answer>;

/** Answers what a client asks of the machine's files. Folders are not listed: who copies files knows their names. */
export function createFileServer(machine: Machine) {
  const files = createOpenFiles();
  const handlers: Readonly<Record<number, Handler>> = {
    ...getNameHandlers(machine),
    ...getContentHandlers(machine, files),
    ...getChangeHandlers(machine),
  };
  return {
    /** @throws Refusal */
    answer(type: number, fields: Fields): Promise<Answer> {
      const handler = handlers[type];
      if (!handler) throw new Refusal(status.UNSUPPORTED, 'this is not served here');
      return handler(fields);
    },
    close: () => files.closeAll(),
  };
}

const done: Answer = {
  kind: reply.STATUS,
  content: Buffer.concat([encodeNumber(status.OK), encodeBytes(''), encodeBytes('')]),
};

function getNameHandlers(machine: Machine): Readonly<Record<number, Handler>> {
  let home: Promise<string> | undefined;
  const tell = async (path: string, follow: boolean): Promise<Answer> => {
    const found = await look(machine, path, follow);
    if (!found) throw getNotFound(path);
    return { kind: reply.ATTRS, content: getAttributes(found) };
  };
  return {
    [request.STAT]: (fields) => tell(fields.text(), true),
    [request.LSTAT]: (fields) => tell(fields.text(), false),
    async [request.REALPATH](fields) {
      home ??= ask(machine, 'pwd').then(({ text }) => text.trim());
      const path = encodeBytes(posix.resolve(await home, fields.text()));
      const attributes = getAttributes({ kind: 'other', mode: 0, size: 0 });
      // One name, as programs and as people read it.
      return { kind: reply.NAME, content: Buffer.concat([encodeNumber(1), path, path, attributes]) };
    },
  };
}

const PLAIN_MODE = 0o644;

function getContentHandlers(
  machine: Machine,
  files: ReturnType<typeof createOpenFiles>,
): Readonly<Record<number, Handler>> {
  return {
    async [request.OPEN](fields) {
      const path = fields.text();
      const flags = fields.number();
      const handle = files.add(await openFile(machine, { path, flags, mode: fields.mode() }));
      return { kind: reply.HANDLE, content: encodeBytes(handle) };
    },
    async [request.READ](fields) {
      const file = files.get(fields.bytes());
      if (file.kind !== 'read') throw new Refusal(status.FAILURE, 'opened for writing');
      const data = await file.read(fields.long(), fields.number());
      if (data.length === 0) throw new Refusal(status.EOF, 'end of file');
      return { kind: reply.DATA, content: encodeBytes(data) };
    },
    async [request.WRITE](fields) {
      const file = files.get(fields.bytes());
      if (file.kind !== 'written') throw new Refusal(status.FAILURE, 'opened for reading');
      await file.write(fields.long(), fields.bytes());
      return done;
    },
    async [request.FSTAT](fields) {
      const { size } = files.get(fields.bytes());
      return { kind: reply.ATTRS, content: getAttributes({ kind: 'file', mode: PLAIN_MODE, size }) };
    },
    // The mode that a file was opened with is the one that it has when it is closed.
    async [request.FSETSTAT](fields) {
      files.get(fields.bytes());
      return done;
    },
    async [request.CLOSE](fields) {
      await files.take(fields.bytes()).close();
      return done;
    },
  };
}

function getChangeHandlers(machine: Machine): Readonly<Record<number, Handler>> {
  const run = async (...words: readonly string[]): Promise<Answer> => {
    await mustRun(machine, words.join(' '));
    return done;
  };
  return {
    async [request.SETSTAT](fields) {
      const path = fields.text();
      const mode = fields.mode();
      return mode === undefined ? done : run('chmod', (mode & 0o7777).toString(8), quotePath(path));
    },
    [request.MKDIR]: (fields) => run('mkdir', quotePath(fields.text())),
    [request.RMDIR]: (fields) => run('rmdir', quotePath(fields.text())),
    [request.REMOVE]: (fields) => run('rm', quotePath(fields.text())),
    [request.RENAME]: (fields) => run('mv', quotePath(fields.text()), quotePath(fields.text())),
  };
}
