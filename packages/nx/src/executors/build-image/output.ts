import { createTerminalView, formatProblems, type Terminal, type TerminalOptions } from '@strata/cli';
import type { Diagnostic } from '@strata/diagnostics';
import type { BuildEvent } from '@strata/engine';
import { createTerminal } from '../terminal';

/** What a run says: at once what is going on, and with each task's result what went wrong. */
export interface BuildOutput {
  listen(event: BuildEvent): void;
  /** Takes what went wrong in a project, with problems that were no events. */
  take(project: string, untold: readonly Diagnostic[]): string;
  /** Says what belongs to no task: problems of a parent that was built in passing, and these. */
  end(problems: readonly Diagnostic[]): void;
}

/** Said with the task's result: of a failed task Nx prints it last, of others only when asked. */
const failures: readonly BuildEvent['kind'][] = ['step-failed', 'diagnostic'];

export interface OutputOptions extends Pick<TerminalOptions, 'ticker' | 'verbose'> {
  /** Names of source files start here. */
  readonly root: string;
  /** @default standard output */
  readonly terminal?: Terminal;
}

/** Writes a run of several projects. */
export function createBuildOutput(options: OutputOptions): BuildOutput {
  const { terminal = createTerminal(process.stdout), ticker, verbose } = options;
  const style = { color: terminal.color, width: terminal.width, cwd: options.root };
  const texts = new Map<string, string>();
  let project: string | undefined;
  const route = (text: string) => {
    if (project === undefined) terminal.write(text);
    else texts.set(project, (texts.get(project) ?? '') + text);
  };
  // Nx keeps what is written and shows it again, beside that of other tasks: nothing can be drawn in place there.
  const view = createTerminalView({ ...style, verbose, ticker, live: false, write: route });
  return {
    listen(event) {
      project = 'build' in event && failures.includes(event.kind) ? event.build.project : undefined;
      view.listen(event);
      // What comes by itself later (progress) belongs to no task.
      project = undefined;
    },
    take(name, untold) {
      const text = formatProblems(untold, style) + (texts.get(name) ?? '');
      texts.delete(name);
      return text;
    },
    end(problems) {
      view.end();
      for (const text of texts.values()) terminal.write(text);
      terminal.write(formatProblems(problems, style));
    },
  };
}
