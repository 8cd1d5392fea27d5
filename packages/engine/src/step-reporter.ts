import type { Reporter, SecretFilter } from '@strata/sdk';
import type { BuildName, Emit } from './events';

/** What a step says, as events, after the secret filter. `end` lets out what the filter held back at a chunk border. */
export interface StepReporter extends Reporter {
  end(): void;
}

export function createStepReporter(build: BuildName, emit: Emit, secrets: SecretFilter): StepReporter {
  const streams = { stdout: secrets.stream(), stderr: secrets.stream() };
  const put = (stream: 'stdout' | 'stderr', data: string) => {
    if (data !== '') emit({ kind: 'output', build, stream, data });
  };
  return {
    say: (message) => emit({ kind: 'say', build, message: secrets.mask(message) }),
    warn: (message) => emit({ kind: 'say', build, message: `Warning: ${secrets.mask(message)}` }),
    output: (stream, data) => put(stream, streams[stream].write(data)),
    progress: ({ total, ...update }) => emit({ kind: 'progress', build, ...update, total }),
    end: () => {
      put('stdout', streams.stdout.end());
      put('stderr', streams.stderr.end());
    },
  };
}
