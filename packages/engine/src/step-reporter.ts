import { StringDecoder } from 'node:string_decoder';
import type { Progress, Reporter, SecretFilter } from '@strata/sdk';
import type { BuildName, Emit } from './events';

/** What a step says, as events, after the secret filter. `end` lets out what the filter held back at a chunk border. */
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
    say: (message) => emit({ kind: 'say', build, message: secrets.mask(message) }),
    warn: (message) => emit({ kind: 'say', build, message: `Warning: ${secrets.mask(message)}` }),
    output: (name, data) => streams[name].write(data),
    progress: (update) => emit({ kind: 'progress', build, ...maskProgress(update, secrets) }),
    end: () => {
      streams.stdout.end();
      streams.stderr.end();
    },
  };
}

/** Names of files and packages may be made of anything. */
function maskProgress({ label, item, ...update }: Progress, secrets: SecretFilter): Progress {
  return { ...update, label: secrets.mask(label), ...(item !== undefined && { item: secrets.mask(item) }) };
}
