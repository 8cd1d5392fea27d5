/** The outside world, handed in. Nothing below `cli` and `nx` reaches for it by itself. */
export interface Ports {
  readonly files: Files;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly http: Http;
  readonly environment: Environment;
  /** Absent when nobody sits there to answer: under Nx, in a pipeline. */
  readonly ask?: Ask;
  /** Notes a line for whoever looks for a fault, never a secret. Absent when nobody asked for a log. */
  readonly log?: (text: string) => void;
}

/**
 * Shows a question and waits for a line. Questions come one after the other, however many ask. Rejects when the signal is
 * aborted or the input ends.
 */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** When its content was last written, in milliseconds since the epoch, as finely as the system knows. */
  readonly modified: number;
}

/** A name in a folder. */
export interface FileEntry extends Pick<FileStat, 'kind'> {
  readonly name: string;
}

export interface Files {
  readText(path: string): Promise<string>;
  /** Of a pipe all that comes out of it; one that nobody writes into is an error. */
  read(path: string): Promise<Buffer>;
  stat(path: string): Promise<FileStat | undefined>;
  /** Names in a folder, in byte order. */
  list(path: string): Promise<readonly string[]>;
  /** The same with what each name is, without a look at every one. */
  listEntries(path: string): Promise<readonly FileEntry[]>;
  readLink(path: string): Promise<string>;
  stream(path: string): NodeJS.ReadableStream;
  /**
   * Writes a file whole or not at all; makes the folders above it. One that is replaced keeps its rights; a new one gets
   * `mode`, permission bits that it has from the beginning.
   */
  write(path: string, content: string | Buffer, mode?: number): Promise<void>;
  /** Writes a file as its content comes; makes the folders above it. For content too large for `write`. */
  sink(path: string): NodeJS.WritableStream;
  /**
   * Holds a path against every other process and every other call; waits while another holds it. What is held need not
   * be there. A holder that dies holds nothing any more.
   */
  hold(path: string, signal: AbortSignal): Promise<AsyncDisposable>;
  /** Makes a folder and those above it; one that is there is no error. @param mode of the folder itself, when it is new */
  makeFolder(path: string, mode?: number): Promise<void>;
  /** Adds to the end of a file; the text is on the disk when this is over, whatever happens to the machine then. */
  append(path: string, text: string): Promise<void>;
  /** Removes a file or an empty place; nothing there is no error. */
  remove(path: string): Promise<void>;
}

export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the child: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: NodeJS.ReadableStream | Buffer;
  readonly onOutput?: (stream: 'stdout' | 'stderr', data: Buffer) => void;
  /** Takes standard output instead of `onOutput`, at its own pace. Ended when the output ends. */
  readonly stdout?: NodeJS.WritableStream;
  readonly signal?: AbortSignal;
}

export interface ProcessResult {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

export interface Processes {
  run(spec: ProcessSpec): Promise<ProcessResult>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: NodeJS.ReadableStream;
}

export interface HttpRequest {
  /** @default GET */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** A redirect that leads to a GET without the body is the answer, and not followed. @default false */
  readonly keepsMethod?: boolean;
  /** What the address is called in problems, when it must not be shown itself. @default the address without its login */
  readonly shown?: string;
}

export interface Http {
  get(
    url: string,
    options?: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal },
  ): Promise<HttpResponse>;
  /**
   * The same with any method and a body. Where a redirect leads to is asked as browsers and Go ask: after 301, 302 and
   * 303 by GET and without the body, after 307 and 308 in the same way.
   */
  send(url: string, request?: HttpRequest): Promise<HttpResponse>;
}

export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  /** In Node's words: `linux`, `darwin`, `win32`. */
  readonly platform: NodeJS.Platform;
}
