import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { BuildEvent } from '@strata/engine';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { createReportCollector } from '../report/collect';
import { formatReport } from '../report/report';
import { openEventFile } from './event-file';

/** What is written down of a run besides what is shown of it. Absolute paths. */
export interface RecordPaths {
  /** Events as they come, a line each. */
  readonly events?: string | undefined;
  /** A page for people, when the run is over. */
  readonly report?: string | undefined;
}

export interface Records {
  listen(event: BuildEvent): void;
  /** Writes the report. What could not be written is told as warnings: it is no reason to fail a build. */
  close(): Promise<readonly Diagnostic[]>;
}

/** @throws Failure when the event file cannot be made */
export function openRecords(files: Pick<Files, 'write'>, { events, report }: RecordPaths): Records {
  const file = events === undefined ? undefined : openEventFile(events);
  const collector = report === undefined ? undefined : createReportCollector();
  return {
    listen: (event) => {
      file?.listen(event);
      collector?.take(event);
    },
    close: async () => {
      file?.close();
      const problems = file?.trouble ? [tellUnwritten(events ?? '', file.trouble)] : [];
      if (report === undefined || !collector) return problems;
      try {
        await files.write(report, formatReport(collector.getReport()));
        return problems;
      } catch (error) {
        return [...problems, tellUnwritten(report, error)];
      }
    },
  };
}

function tellUnwritten(path: string, error: unknown): Diagnostic {
  const reason =
    error instanceof Failure
      ? error.diagnostics.map(({ detail }) => detail).join(' ')
      : (error as Error).message;
  return problem('CLI022', {
    severity: 'warning',
    detail: `${path} is not whole: ${reason}`,
    hint: 'The build itself is not touched by this.',
  });
}
