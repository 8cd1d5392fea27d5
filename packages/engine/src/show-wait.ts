import type { Reporter } from '@strata/sdk';

/** What is waited for: `id` tells it from other waits of the build, `label` is for people. */
export interface Wait {
  readonly id: string;
  readonly label: string;
}

/** Shows people that something is waited for, as long as it lasts. */
export async function showWait<T>(
  reporter: Pick<Reporter, 'progress'>,
  wait: Wait,
  work: () => Promise<T>,
): Promise<T> {
  const state = { ...wait, done: 0, unit: 'items' } as const;
  reporter.progress(state);
  try {
    return await work();
  } finally {
    reporter.progress({ ...state, ended: true });
  }
}
