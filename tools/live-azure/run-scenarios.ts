import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { addBootableImage } from '../../packages/cli/src/testing/bootable-image';
import { createWorkspaceFixture, shellSteps } from '../../packages/cli/src/testing/workspace-fixture';
import type { AzureSession } from '../../packages/target-azure/src/client';
import { removeLeftOver } from './left-over';
import { scenarios } from './scenarios';
import { PUBLISHED_IMAGE } from './scenarios/publish';
import type { LiveSettings } from './settings';
import { RUN_TAG, runStrata } from './world';

/** Where scenarios run: Azure, or the stand-in for it. */
export interface Side {
  readonly settings: LiveSettings;
  readonly session: AzureSession;
  /** For what was asked and answered. */
  readonly folder: string;
  /** By which commands get there; undefined takes one away. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const ID_BYTES = 4;

/**
 * Runs all scenarios. Whatever happens, nothing with the run's tag is left, or it is told.
 *
 * @returns what went wrong
 */
export async function runScenarios(
  side: Side,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<readonly string[]> {
  const { folder, session, settings, variables } = side;
  const id = randomBytes(ID_BYTES).toString('hex');
  mkdirSync(folder, { recursive: true });
  say(`Everything has the tag ${RUN_TAG}=${id}; what is asked and answered goes to ${folder}`);
  using workspace = createWorkspaceFixture();
  addBootableImage(workspace, PUBLISHED_IMAGE, shellSteps(`echo ${id} > /etc/strata-live`));
  const { root } = workspace;
  const strata = (name: string, ...args: readonly string[]) =>
    runStrata({ root, folder, signal, variables }, name, args);
  const failures: string[] = [];
  try {
    for (const { name, run } of scenarios) {
      await run({ settings, id, session, signal, root, strata });
      say(`ok      ${name}`);
    }
  } catch (error) {
    failures.push(signal.aborted ? String(signal.reason) : (error as Error).message);
    say(`failed  ${failures[0]}`);
  }
  // What builds noted, first. Ctrl-C ends the scenarios, and never what removes things after them.
  const lasting = { root, folder, variables, signal: new AbortController().signal };
  await runStrata(lasting, 'sweep', ['sweep']).catch((error: Error) => failures.push(error.message));
  const left = await removeLeftOver({ session, settings, id }, say);
  if (left.length > 0) failures.push(`Left in the subscription, remove it by hand: ${left.join(', ')}`);
  return failures;
}
