import { join } from 'node:path';
import type { AzureSession } from '../../packages/target-azure/src/client';
import { type CommandPlace, runCommand } from '../live/run-command';
import { readCalls } from './recording/read-calls';
import type { RecordedCall } from './recording/record';
import type { LiveSettings } from './settings';

/** The tag that everything of a run has. Names that begin with `strata-` are Strata's own. */
export const RUN_TAG = 'live-run';

/** What scenarios are given. */
export interface LiveWorld {
  readonly settings: LiveSettings;
  /** Of this run alone: the value of its tag, and a part of its names. */
  readonly id: string;
  readonly session: AzureSession;
  /** Aborted when the time is over or somebody ends the run. */
  readonly signal: AbortSignal;
  /** A workspace of this run alone. */
  readonly root: string;
  /** Runs `strata` in the workspace. @throws when it fails */
  strata(name: string, ...args: readonly string[]): Promise<CommandResult>;
}

export interface CommandResult {
  readonly output: string;
  readonly calls: readonly RecordedCall[];
}

const preload = join(__dirname, 'recording/preload.js');

/** Runs one command, records what it asks, and has it clean up when the run is ended. */
export async function runStrata(
  place: Omit<CommandPlace, 'preload'>,
  name: string,
  args: readonly string[],
): Promise<CommandResult> {
  const { output, calls } = await runCommand({ ...place, preload }, name, args);
  return { output, calls: readCalls(calls) };
}

/** Name of the run's gallery: they take no dashes. */
export const getGallery = (id: string) => `strata_live_${id}`;
/** Name of the run's container of disks. */
export const getContainer = (id: string) => `strata-live-${id}`;
