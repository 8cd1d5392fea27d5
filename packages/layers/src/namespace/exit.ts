import type { ChildProcess } from 'node:child_process';
import type { ProcessExit } from './namespace';

/** How a child ended; does not wait for its output to be read. */
export function waitExit(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'signalled', signal: signal as string } : { kind: 'exited', code }),
    );
  });
}
