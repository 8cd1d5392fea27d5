import { appendFileSync, writeFileSync } from 'node:fs';

/** What a log needs to know of the world. */
export interface LogPlace {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly writeError: (text: string) => void;
}

/**
 * The log that `PACKER_LOG` asks for (anything but empty and `0`): standard error, or the file of `PACKER_LOG_PATH`.
 * Undefined when nobody asks.
 */
export function createLog({ variables, now, writeError }: LogPlace): ((text: string) => void) | undefined {
  const wanted = variables['PACKER_LOG'] ?? '';
  if (wanted === '' || wanted === '0') return undefined;
  const write = createWriter(variables['PACKER_LOG_PATH'] ?? '', writeError);
  return (text) => write(`${formatTime(now())} ${text}\n`);
}

/** A log that cannot be kept is told once, and is no reason to fail. */
function createWriter(path: string, writeError: LogPlace['writeError']): (line: string) => void {
  if (path === '') return writeError;
  try {
    writeFileSync(path, '');
    return (line) => appendFileSync(path, line);
  } catch (error) {
    writeError(`PACKER_LOG_PATH cannot be written: ${(error as Error).message}\n`);
    return writeError;
  }
}

/** As Go's logs have it: `2024/01/02 03:04:05`. */
function formatTime(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .slice(0, 'YYYY-MM-DDThh:mm:ss'.length)
    .replaceAll('-', '/')
    .replace('T', ' ');
}
