import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { ConnectionError } from '@strata/sdk';
import { createCapabilities } from './capabilities';
import { type DownloadRequest, downloadByShell, explainDownload } from './download';
import { downloadTreeByTar, explainTreeDownload } from './download-tree';
import { isLost, openLanes } from './lanes';
import { asLostConnection } from './line';
import type { Machine } from './machine';
import type { RemoteFiles } from './remote-files';
import { openSftpFiles } from './sftp-files';
import { createShellFiles } from './shell-files';
import { downloadTreeByFiles, uploadTreeByFiles } from './tree-by-files';
import { explainUpload, type UploadRequest, uploadByLanes, uploadByShell } from './upload';
import { describeLocal, explainTreeUpload, type TreeRequest, uploadTreeByTar } from './upload-tree';

/** Moves files and folders by the quickest way that a machine has: its shell and `tar`, else SFTP, else file by file. */
export interface Transfers {
  upload(request: UploadRequest): Promise<void>;
  uploadDirectory(request: TreeRequest): Promise<void>;
  download(request: DownloadRequest): Promise<void>;
  downloadDirectory(request: TreeRequest): Promise<void>;
}

/** Commands that move one file each: as many as every server allows at a time (MaxSessions), and some to spare. */
const COMMANDS_AT_A_TIME = 6;

export function createTransfers(machine: Machine): Transfers {
  const getCapabilities = createCapabilities(machine);

  const withSftp = async <T>(signal: AbortSignal, work: (files: RemoteFiles) => Promise<T>) => {
    const files = await openSftp(machine, signal);
    if (!files) return undefined;
    const stop = () => files.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return { value: await work(files) };
    } catch (error) {
      signal.throwIfAborted();
      throw isLost(error) ? new ConnectionError('The connection to the machine was lost.') : error;
    } finally {
      signal.removeEventListener('abort', stop);
      files.close();
    }
  };

  const getShellFiles = ({ signal }: TreeRequest) => createShellFiles(machine, signal);

  return {
    async upload(request) {
      const { content, destination, mode, signal } = request;
      const { shell } = await getCapabilities(signal);
      await explained(
        signal,
        (reason) => explainUpload(destination, reason),
        () =>
          shell
            ? done(uploadWithShell(machine, request))
            : withSftp(signal, (files) => files.write(destination, asReadable(content), mode)),
      );
    },
    async download(request) {
      const { source, sink, signal } = request;
      // It may fail before anything is written to it; whoever writes finds that.
      sink.on('error', () => {});
      const { shell } = await getCapabilities(signal);
      await explained(
        signal,
        (reason) => explainDownload(source, reason),
        () =>
          shell
            ? done(downloadByShell(machine, request))
            : withSftp(signal, (files) => readInto(files, source, sink)),
      );
    },
    async uploadDirectory(request) {
      const { tar, shell } = await getCapabilities(request.signal);
      if (tar) return uploadTreeByTar(machine, request, tar);
      await explained(
        request.signal,
        (reason) => explainTreeUpload(request, reason),
        async () =>
          (await withSftp(request.signal, (files) => uploadTreeByFiles(files, request))) ??
          (shell && done(uploadTreeByFiles(getShellFiles(request), request, COMMANDS_AT_A_TIME))),
      );
    },
    async downloadDirectory(request) {
      const { tar, shell } = await getCapabilities(request.signal);
      if (tar) return downloadTreeByTar(machine, request);
      await explained(
        request.signal,
        (reason) => explainTreeDownload(request, reason),
        async () =>
          (await withSftp(request.signal, (files) => downloadTreeByFiles(files, request))) ??
          (shell && done(downloadTreeByFiles(getShellFiles(request), request, COMMANDS_AT_A_TIME))),
      );
    },
  };
}

/** Bytes from which on it is worth to ask how far away the machine is. */
const LARGE = 2 ** 24;

async function uploadWithShell(machine: Machine, request: UploadRequest): Promise<void> {
  const { content, size = 0, signal } = request;
  if (size < LARGE || Buffer.isBuffer(content)) return uploadByShell(machine, request);
  const readable = asReadable(content);
  // It may fail before anybody reads it; whoever reads it finds that.
  readable.on('error', () => {});
  const lanes = await openLanes(machine, signal);
  try {
    if (lanes && (await uploadByLanes(machine, lanes, { ...request, content: readable }))) return;
  } finally {
    await lanes?.close();
  }
  await uploadByShell(machine, { ...request, content: readable });
}

async function done(work: Promise<void>): Promise<true> {
  await work;
  return true;
}

async function readInto(files: RemoteFiles, source: string, sink: NodeJS.WritableStream): Promise<void> {
  const through = new PassThrough();
  through.pipe(sink);
  const written = finished(sink);
  await Promise.all([files.read(source, through).then(() => through.end()), written]);
}

async function openSftp({ line }: Machine, signal: AbortSignal): Promise<RemoteFiles | undefined> {
  const client = await line.getClient(signal).catch((error: unknown) => {
    throw asLostConnection(error);
  });
  return openSftpFiles(client);
}

/** Runs a transfer; what the machine says goes into a diagnostic, and so does that there was no way at all. */
async function explained(
  signal: AbortSignal,
  explain: (reason: string) => Diagnostic,
  work: () => Promise<unknown>,
): Promise<void> {
  let result: unknown;
  try {
    result = await work();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure || error instanceof ConnectionError) throw error;
    throw new Failure(explain(describeLocal(error)), { cause: error });
  }
  if (!result) throw new Failure(explain('the machine has neither a POSIX shell nor SFTP'));
}

function asReadable(content: NodeJS.ReadableStream | Buffer): Readable {
  if (content instanceof Readable) return content;
  return Buffer.isBuffer(content) ? Readable.from([content]) : new Readable().wrap(content);
}
