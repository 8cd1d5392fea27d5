import type { GuestAssert } from './guest-assert';

/** What a command in the guest gave. It is no error when it fails. */
export interface CommandResult {
  /** 128 and the number when a signal ended it, as shells count. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly stdin?: string;
  /** Milliseconds. @default 60000 */
  readonly timeout?: number;
}

/** A file of the guest, as it was when it was asked for. */
export interface GuestFile {
  readonly exists: boolean;
  /** `file`, `directory`, `symlink`, `socket`, `pipe`, `block-device`, `character-device`; empty when nothing is there. */
  readonly type: string;
  /** Four digits, `0644`. */
  readonly mode: string;
  /** In bytes. */
  readonly size: number;
  readonly owner: string;
  readonly group: string;
  /** Of a symbolic link. */
  readonly linkedTo: string;
  /** @throws when it cannot be read */
  text(): Promise<string>;
}

export interface RequestOptions {
  /** @default GET */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Takes certificates that nobody vouches for. @default false */
  readonly insecure?: boolean;
  /** Goes where the server sends it. @default true */
  readonly follow?: boolean;
  /** Milliseconds. @default 5000 */
  readonly timeout?: number;
}

export interface GuestResponse {
  readonly status: number;
  /** Names in small letters; what came more than once is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** @throws when the body is no JSON */
  json(): unknown;
}

/** The machine that is tested, as test programs see it. Everything happens inside of it. */
export interface Guest {
  /** Runs a text of the shell, with the rights that tests have. @throws when the guest goes away or it takes too long */
  run(command: string, options?: CommandOptions): Promise<CommandResult>;
  file(path: string): Promise<GuestFile>;
  /** Asks a server, from inside of the guest, by its curl or python3 (wget or bash for what is simple). */
  http(url: string, options?: RequestOptions): Promise<GuestResponse>;
  /** Puts a file there, which goes when the test is over. */
  upload(content: string | Buffer, path: string, options?: { readonly mode?: number }): Promise<void>;
  /** `node:assert/strict`. */
  readonly assert: GuestAssert;
}

/** Tests by what they say of the image. They run one after the other. */
export type GuestTests = Readonly<Record<string, (guest: Guest) => void | Promise<void>>>;
