import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** Runs work on the store's files; what the disk or its permissions refuse becomes a diagnostic. */
export async function explainDisk<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw getDiskFailure(directory, error) ?? error;
  }
}

function getDiskFailure(directory: string, error: unknown): Failure | undefined {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(directory, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      return notWritable(directory, error as Error);
    default:
      return undefined;
  }
}

export function diskFull(directory: string, cause?: unknown): Failure {
  return new Failure(
    problem('LAY005', {
      detail: `The file system of the layer store ${directory} became full. Nothing of the unfinished layer was kept.`,
      hint: 'Free space there, for instance with `strata collect`, and build again.',
    }),
    { cause },
  );
}

export function notWritable(directory: string, cause: Error): Failure {
  return new Failure(
    problem('LAY003', {
      detail: `The layer store ${directory} cannot be written: ${cause.message}.`,
      hint: `Make it yours, \`sudo chown -R "$(id -un)" ${directory}\`, or choose another folder for the store.`,
    }),
    { cause },
  );
}

/** What went wrong when a tool on the store's files did not end well. */
export function toolFailed(directory: string, tool: string, message: string): Failure {
  if (/No space left on device|Disk quota exceeded/i.test(message)) return diskFull(directory);
  return new Failure(
    problem('LAY010', {
      detail: `${tool} failed on files of the layer store ${directory}: ${message}`,
      hint: 'Build again; if it fails again, look at what the message names.',
    }),
  );
}
