/** The service could not be asked, or did not answer. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  /** Node's code: `ECONNREFUSED`, say. */
  readonly code: string | undefined;
  /** Whether the machine may have read the question. */
  readonly sent: boolean;

  constructor(message: string, { code, sent, cause }: TransportErrorOptions) {
    super(message, { cause });
    this.code = code;
    this.sent = sent;
  }
}

interface TransportErrorOptions extends ErrorOptions {
  readonly code: string | undefined;
  readonly sent: boolean;
}

/** Somebody answered, but not as WinRM does. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';

  constructor(
    readonly status: number,
    /** What the server offers for logging in. */
    readonly offers: readonly string[],
    readonly server: string | undefined,
  ) {
    super(`HTTP status ${status}`);
  }
}

/** The service understood the question and says no. */
export class WsmanFault extends Error {
  override readonly name = 'WsmanFault';

  constructor(
    message: string,
    readonly code: number | undefined,
  ) {
    super(message);
  }
}

/* Codes of Windows' own header WSManFaults and of Win32. */

/** Nothing to tell within the time of the operation: ask again. */
export const TIMED_OUT = 2150858793;
export const ENVELOPE_TOO_LARGE = 2150858817;
export const SHELL_NOT_FOUND = 2150858843;
export const TOO_MANY_SHELLS = 2150859173;
export const TOO_MANY_OPERATIONS = 2150859174;
const ACCESS_DENIED = 5;
const OPERATION_ABORTED = 995;
const SHUTDOWN_IN_PROGRESS = 1115;
const KEY_DELETED = 2147943418;

export function hasCode(error: unknown, ...codes: readonly number[]): error is WsmanFault {
  return error instanceof WsmanFault && error.code !== undefined && codes.includes(error.code);
}

/** The shell went away: the machine restarts, or somebody ended the shell. */
export function isShellGone(error: unknown): boolean {
  return hasCode(error, SHELL_NOT_FOUND, OPERATION_ABORTED, SHUTDOWN_IN_PROGRESS, KEY_DELETED);
}

export function isQuota(error: unknown): boolean {
  return hasCode(error, TOO_MANY_SHELLS, TOO_MANY_OPERATIONS);
}

export function isLoginRefusal(error: unknown): boolean {
  return hasCode(error, ACCESS_DENIED) || (error instanceof HttpRefusal && error.status === 401);
}
