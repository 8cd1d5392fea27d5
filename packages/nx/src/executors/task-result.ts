/** How a task of a batch ended, in the form that Nx takes. */
export interface TaskResult {
  readonly success: boolean;
  /** Newer versions of Nx tell a task that could not be tried from one that failed. */
  readonly status?: 'success' | 'failure' | 'skipped';
  readonly terminalOutput: string;
  /** Milliseconds since the epoch, for Nx's own summary. */
  readonly startTime: number;
  readonly endTime: number;
}

export interface EndedTask {
  readonly task: string;
  readonly result: TaskResult;
}
