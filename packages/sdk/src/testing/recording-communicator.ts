import { buffer } from 'node:stream/consumers';
import type { Communicator, RemoteCommand, RemoteExit, TreeOptions } from '../communicator';
import { reveal } from '../secret';

/** A command as it reached the machine, secrets and all. */
export interface RecordedCommand {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string | undefined;
}

export interface RecordedUpload {
  readonly content: Buffer;
  readonly mode: number | undefined;
}

export interface RecordedTree {
  readonly kind: 'upload' | 'download';
  readonly source: string;
  readonly destination: string;
  readonly exclude: readonly string[];
}

/** What the machine does with a command: gives an exit code or an end of another kind, may print, may throw. */
export type Answer = (
  command: RecordedCommand,
  print: (text: string, stream?: 'stdout' | 'stderr') => void,
) => number | RemoteExit | Promise<number | RemoteExit>;

/** A machine that keeps what is sent to it. */
export interface RecordingCommunicator extends Communicator {
  readonly commands: readonly RecordedCommand[];
  /** The files of the machine. `rm -f PATH` alone among all commands is obeyed. */
  readonly files: ReadonlyMap<string, RecordedUpload>;
  /** Every upload in order, whatever became of the file. */
  readonly uploads: ReadonlyArray<RecordedUpload & { readonly destination: string }>;
  readonly trees: readonly RecordedTree[];
}

export interface RecordingOptions {
  /** @default every command ends with 0 */
  readonly answer?: Answer;
  /** Files that are there from the start. */
  readonly files?: Readonly<Record<string, string>>;
}

export function createRecordingCommunicator({
  answer = () => 0,
  files: initial = {},
}: RecordingOptions = {}): RecordingCommunicator {
  const commands: RecordedCommand[] = [];
  const uploads: Array<RecordedUpload & { destination: string }> = [];
  const trees: RecordedTree[] = [];
  const files = new Map<string, RecordedUpload>(
    Object.entries(initial).map(([path, text]) => [path, { content: Buffer.from(text), mode: 0o644 }]),
  );
  const record =
    (kind: RecordedTree['kind']) => async (source: string, destination: string, options: TreeOptions) => {
      options.signal.throwIfAborted();
      trees.push({ kind, source, destination, exclude: options.exclude ?? [] });
    };
  return {
    type: 'recording',
    commands,
    files,
    uploads,
    trees,
    async exec(command, signal) {
      signal.throwIfAborted();
      const recorded = await getRecorded(command);
      commands.push(recorded);
      const removed = /^rm -f '?([^']+)'?$/.exec(recorded.command)?.[1];
      if (removed !== undefined) files.delete(removed);
      const end = await answer(recorded, (text, stream = 'stdout') =>
        command.onOutput?.({ stream, data: Buffer.from(text) }),
      );
      return typeof end === 'number' ? { kind: 'exited', code: end } : end;
    },
    async upload(content, destination, { mode, signal }) {
      signal.throwIfAborted();
      const upload = { content: Buffer.isBuffer(content) ? content : await buffer(content), mode };
      files.set(destination, upload);
      uploads.push({ ...upload, destination });
    },
    uploadDirectory: record('upload'),
    downloadDirectory: record('download'),
    async download(source, sink, signal) {
      signal.throwIfAborted();
      const file = files.get(source);
      if (!file) throw new Error(`No such file on the machine: ${source}`);
      await new Promise<void>((resolve) => sink.end(file.content, resolve));
    },
  };
}

async function getRecorded({ command, env = {}, stdin }: RemoteCommand): Promise<RecordedCommand> {
  return {
    command: reveal(command),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, reveal(value)])),
    stdin: stdin && (await buffer(stdin)).toString(),
  };
}
