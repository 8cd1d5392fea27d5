import { StringDecoder } from 'node:string_decoder';
import type { Reporter, SecretFilter } from '@strata/sdk';
import type { BuildName, Emit } from './events';

/**
 * What a step says, as events. Output passes the secret filter here, which must see one chunk after the other; `end` lets
 * out what the filter held back at a border.
 */
export interface StepReporter extends Reporter {
  end(): void;
}

export function createStepReporter(build: BuildName, emit: Emit, secrets: SecretFilter): StepReporter {
  const stream = (name: 'stdout' | 'stderr') => {
    let masker = secrets.createMasker();
    let decoder = new StringDecoder();
    const put = (data: string) => {
      if (data !== '') emit({ kind: 'output', build, stream: name, data });
    };
    return {
      write: (data: Buffer) => put(decoder.write(masker.push(data))),
      end: () => {
        put(decoder.write(masker.end()) + decoder.end());
        masker = secrets.createMasker();
        decoder = new StringDecoder();
      },
    };
  };
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') };
  return {
    say: (message) => emit({ kind: 'say', build, message }),
    warn: (message) => emit({ kind: 'say', build, message: `Warning: ${message}` }),
    commandEnded: (exit) => emit({ kind: 'command-ended', build, exit }),
    output: (name, data) => streams[name].write(data),
    progress: (update) => emit({ kind: 'progress', build, ...update }),
    end: () => {
      streams.stdout.end();
      streams.stderr.end();
    },
  };
}
