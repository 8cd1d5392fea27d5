import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { VmApplication } from './application';
import { hideSignature } from './explain';
import type { PublishPorts, PublishRequest, VersionOperation } from './publish';
import { findReplication, type Replication } from './replication';

/** Milliseconds between two looks: copies take minutes. */
const POLL = 15_000;
/** Milliseconds after which nobody waits any more; 2 GB in dozens of regions take an hour. */
const PATIENCE = 3 * 60 * 60 * 1000;

/** Looks at an operation that says nothing of why its version has failed. */
const MOST_SILENCE = 3;

/**
 * Waits until all regions have a version.
 *
 * @throws Failure AZU115 with the reason of each region that gets no copy, or when it takes too long
 */
export async function waitForReplication(
  { gallery, clock, signal, say }: PublishPorts,
  { application: { name, version }, offer }: PublishRequest,
  operation: VersionOperation | undefined,
): Promise<void> {
  const begun = clock.now();
  let shown = '';
  let silence = 0;
  for (;;) {
    const failure = await findFailure(operation);
    const state = findReplication(await gallery.findVersion(name, version, signal), offer);
    // A region that has a reason of its own says more than the whole.
    const isRegional = state.kind === 'failed' && state.isRegional;
    if (failure !== undefined && !isRegional) throw failure;
    // The operation may tell a moment later why the version has failed.
    if (state.kind === 'failed' && !isRegional && operation && silence < MOST_SILENCE) {
      silence += 1;
      await clock.sleep(POLL, signal);
      continue;
    }
    if (state.kind === 'failed') throw new Failure(failed({ name, version }, state));
    if (state.kind === 'done') return;
    if (state.shown !== shown) say(`Waiting for ${state.shown}`);
    shown = state.shown;
    if (clock.now() - begun > PATIENCE)
      throw new Failure(
        problem('AZU115', {
          detail: `Version ${version} of "${name}" is still not everywhere: ${state.shown}.`,
          hint: 'Publish again to wait on: nothing is sent twice.',
        }),
      );
    await clock.sleep(POLL, signal);
  }
}

/** Why an operation failed; undefined while it has not. */
async function findFailure(operation: VersionOperation | undefined): Promise<unknown> {
  try {
    await operation?.look();
    return undefined;
  } catch (error) {
    return error;
  }
}

function failed(
  { name, version }: Pick<VmApplication, 'name' | 'version'>,
  { reasons }: Extract<Replication, { kind: 'failed' }>,
) {
  return reasons.map((reason) =>
    problem('AZU115', {
      detail: `Version ${version} of "${name}": ${hideSignature(reason)}.`,
      hint: 'Delete the version in the gallery and publish again, or leave the region out of "publish.regions".',
    }),
  );
}
