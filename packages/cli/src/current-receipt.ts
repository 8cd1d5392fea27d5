import { Failure } from '@strata/diagnostics';
import { type Receipt, readReceipt, receiptPath } from '@strata/engine';
import { problem } from './codes';
import type { OneBuild } from './layered-build';
import type { Session } from './session';
import { findStoredLayers } from './stored-layers';

/** What a build left. */
export interface CurrentReceipt {
  readonly receipt: Receipt;
  /** Absolute path of the receipt. */
  readonly path: string;
}

/**
 * The receipt of a build whose image is stored here and is what its template says today: what is told of an image, or given
 * away, must be of what is there.
 *
 * @throws Failure CLI029 when it is not
 */
export async function readCurrentReceipt(
  session: Session,
  { project, build }: OneBuild,
): Promise<CurrentReceipt> {
  const path = receiptPath(project.directory, build.id);
  const receipt = await readReceipt(session.run.ports.files, path);
  const stored = (await findStoredLayers(build, session.context(project))).flatMap((layers) => layers ?? []);
  if (receipt && isSame(receipt, stored)) return { receipt, path };
  throw new Failure(
    problem('CLI029', {
      detail: receipt
        ? `The template of ${project.name}, or something that it refers to, has changed since the image was built, or its layers are not stored here.`
        : `${project.name} was not built yet.`,
      hint: `Build it first: nx run ${project.name}:build-image`,
    }),
  );
}

function isSame({ layers }: Receipt, stored: readonly { readonly diffId: string }[]): boolean {
  return layers.length === stored.length && layers.every(({ diffId }, at) => diffId === stored[at]?.diffId);
}
