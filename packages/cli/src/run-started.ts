import { arch, availableParallelism, platform, totalmem } from 'node:os';
import { EVENT_SCHEMA, type RunContext } from '@strata/engine';
import { VERSION } from './version';

/** The first event of a run. */
export function getRunStarted({ ports, runId }: Pick<RunContext, 'ports' | 'runId'>) {
  return {
    kind: 'run-started',
    schema: EVENT_SCHEMA,
    runId,
    time: new Date(ports.clock.now()).toISOString(),
    facts: {
      strata: VERSION,
      node: process.versions.node,
      platform: platform(),
      architecture: arch(),
      processors: availableParallelism(),
      memory: totalmem(),
    },
  } as const;
}
