import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { BuildEvent } from '@strata/engine';
import { problem } from '../codes';

/** A file with one event a line, as JSON. */
export interface EventFile {
  listen(event: BuildEvent): void;
  /** Why the file is not whole; undefined while it is. */
  readonly trouble: Error | undefined;
  close(): void;
}

/**
 * Opens an event file, which takes the place of an older one. Each event is in the file when `listen` is over, so that what
 * a killed run has told is there. What is full or gone later costs the rest of the file and never the build.
 *
 * @throws Failure when the file cannot be made
 */
export function openEventFile(path: string): EventFile {
  const file = open(path);
  let trouble: Error | undefined;
  return {
    listen: (event) => {
      if (trouble) return;
      try {
        writeWhole(file, Buffer.from(`${JSON.stringify(event)}\n`));
      } catch (error) {
        trouble = error as Error;
      }
    },
    get trouble() {
      return trouble;
    },
    close: () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  } catch (error) {
    throw new Failure(
      problem('CLI022', {
        detail: `The event file ${path} cannot be written: ${(error as Error).message}.`,
        hint: 'Give -events a file in a folder that you may write to.',
      }),
      { cause: error },
    );
  }
}

/** A write may take a part only; a line that lacks its end would join the next. */
function writeWhole(file: number, data: Buffer): void {
  for (let written = 0; written < data.length; ) written += writeSync(file, data, written);
}
