import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from './codes';

/** What a command ended with, as problems: those that it knows, what the system refused, and else a fault of ours. */
export function explainError(error: unknown): readonly Diagnostic[] {
  return explainKnown(error) ?? [internalError(error)];
}

/** The same, but for what is no problem that a user could do anything about. */
export function explainKnown(error: unknown): readonly Diagnostic[] | undefined {
  if (error instanceof Failure) return error.diagnostics;
  return isSystemError(error) ? [refusedBySystem(error)] : undefined;
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  const { code, errno, syscall } = Object(error);
  return typeof code === 'string' && typeof errno === 'number' && typeof syscall === 'string';
}

/** By the names of errno(3). */
const hints: Readonly<Record<string, string>> = {
  EACCES: 'Look at the owner and the permissions of the path and of the folders above it.',
  EPERM: 'Look at the owner and the permissions of the path and of the folders above it.',
  EROFS: 'The file system is mounted for reading alone: work in another folder.',
  ENOSPC: 'Free space on that file system.',
  EDQUOT: 'Free space: your quota there is used up.',
  EMFILE:
    'Raise the limit of open files, for example by `ulimit -n 4096`, or build fewer images at a time by -parallel.',
  ENFILE: 'The whole machine has too many files open: end what is not needed.',
  ELOOP: 'The symbolic links lead to each other: point one of them to a file or a folder.',
  ENAMETOOLONG: 'Give a shorter path.',
  EIO: 'The disk may be damaged: look into the log of the kernel (dmesg).',
  ENOMEM: 'Free memory, or build fewer images at a time by -parallel.',
};

function refusedBySystem(error: SystemError): Diagnostic {
  const hint = hints[error.code] ?? 'Look at what the message names, and run the command again.';
  return problem('CLI016', { detail: `${error.message}.`, hint });
}

/** A bug of ours: it is told with its place in the code, so that it can be reported. */
function internalError(error: unknown): Diagnostic {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problem('CLI013', {
    detail: text,
    hint: 'This is a fault in Strata. Please report it with the text above.',
  });
}
