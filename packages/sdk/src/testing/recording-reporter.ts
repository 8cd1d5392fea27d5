import type { RemoteExit } from '../communicator';
import type { Progress, Reporter } from '../reporter';

/** Keeps what a part said. */
export interface RecordingReporter extends Reporter {
  readonly said: readonly string[];
  readonly warnings: readonly string[];
  readonly progressed: readonly Progress[];
  /** How the commands of the template ended. */
  readonly exits: readonly RemoteExit[];
  /** All output of commands, both streams in the order in which it came. */
  readonly text: () => string;
}

export function createRecordingReporter(): RecordingReporter {
  const said: string[] = [];
  const warnings: string[] = [];
  const progressed: Progress[] = [];
  const exits: RemoteExit[] = [];
  const output: Buffer[] = [];
  return {
    said,
    warnings,
    progressed,
    exits,
    text: () => Buffer.concat(output).toString(),
    say: (message) => void said.push(message),
    warn: (message) => void warnings.push(message),
    output: (_, data) => void output.push(data),
    commandEnded: (exit) => void exits.push(exit),
    progress: (update) => void progressed.push(update),
  };
}
