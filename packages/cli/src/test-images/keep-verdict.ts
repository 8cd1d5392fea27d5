import { relative, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { ImageProject, Workspace } from '@strata/engine';
import type { TestFolder } from '@strata/image-tests';
import type { LayeredBuildPlan } from '@strata/plan';
import type { Ports, SecretFilter } from '@strata/sdk';
import { problem } from '../codes';
import { digestTests } from '../gate/verdict/digest-tests';
import { makeVerdict } from '../gate/verdict/make-verdict';
import { type VerdictPlace, verdictPath } from '../gate/verdict/verdict';
import type { PlaceReport, TestedImage } from './run-tests';

/** What of a run verdicts need. */
export interface VerdictContext {
  readonly ports: Pick<Ports, 'files' | 'environment'>;
  readonly workspace: Pick<Workspace, 'root'>;
  readonly secrets: Pick<SecretFilter, 'mask'>;
}

/** Whose verdicts are made. */
export interface VerdictRequest {
  readonly image: Pick<TestedImage, 'receipt'> & {
    readonly project: Pick<ImageProject, 'name' | 'directory'>;
    readonly build: Pick<LayeredBuildPlan, 'id' | 'source'>;
  };
  /** Of its tests. */
  readonly folders: readonly TestFolder[];
  /** Those whose verdicts go: where tests will run, or where they have run before and do not belong. */
  readonly places: readonly VerdictPlace[];
}

/** How tests ended in a place. */
export interface Ended extends PlaceReport {
  readonly place: VerdictPlace;
}

/** Writes beside the receipt how the tests ended, for who is about to publish the image. */
export type KeepVerdict = (ended: Ended) => Promise<void>;

/**
 * Removes the verdicts of before, so that a run that is broken off leaves none, and takes the digests of the tests: what is
 * edited while they run was not tested.
 */
export async function startVerdicts(
  { ports, workspace, secrets }: VerdictContext,
  { image: { project, build, receipt }, folders, places }: VerdictRequest,
): Promise<KeepVerdict> {
  const { cwd } = ports.environment;
  const getPath = (place: VerdictPlace) => verdictPath(project.directory, build.id, place);
  for (const place of places) {
    const path = getPath(place);
    await ports.files.remove(path).catch((error: unknown) => refuse(path, error));
  }
  const tests = await digestTests(ports.files, folders, workspace.root);
  return async ({ place, report, disk, machine, sockets }) => {
    const verdict = makeVerdict({
      ...{ image: project.name, source: build.source, place, report, tests },
      ...(disk !== undefined && { disk }),
      ...(machine && { machine }),
      ...(sockets && { sockets }),
      layers: receipt.layers.map(({ diffId }) => diffId),
      nameFile: (file) => relative(workspace.root, resolve(cwd, file)),
      mask: (text) => secrets.mask(text).replaceAll(`${workspace.root}/`, ''),
    });
    const path = getPath(place);
    const text = `${JSON.stringify(verdict, undefined, 2)}\n`;
    await ports.files.write(path, text).catch((error: unknown) => refuse(path, error));
  };
}

function refuse(path: string, error: unknown): never {
  const detail = `${path}: ${error instanceof Error ? error.message : String(error)}.`;
  const hint = 'Make the folder writable: how tests ended is kept beside the receipt.';
  throw new Failure(problem('CLI022', { detail, hint }), { cause: error });
}
