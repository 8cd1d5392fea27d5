import { relative, resolve } from 'node:path';
import type { TestFolder } from '@strata/image-tests';
import { digestTests } from '../gate/verdict/digest-tests';
import { makeVerdict } from '../gate/verdict/make-verdict';
import { VERDICT_PLACES, type VerdictPlace, verdictPath } from '../gate/verdict/verdict';
import type { Opened } from '../open-templates';
import type { PlaceReport, TestedImage } from './run-tests';

/** Removes the verdicts of a run that is about to begin: one that is broken off leaves none. */
export async function removeVerdicts(
  { session }: Opened,
  { project, build }: TestedImage,
  places: readonly VerdictPlace[] = VERDICT_PLACES,
): Promise<void> {
  for (const place of places)
    await session.run.ports.files.remove(verdictPath(project.directory, build.id, place));
}

/** How tests ended in a place, and which tests those were. */
export interface Ended extends PlaceReport {
  readonly place: VerdictPlace;
  readonly folders: readonly TestFolder[];
}

/** Writes beside the receipt how the tests ended, for who is about to publish the image. */
export async function keepVerdict(
  { session }: Opened,
  { project, build, receipt }: TestedImage,
  { place, report, disk, machine, folders }: Ended,
): Promise<void> {
  const { ports, workspace, secrets } = session.run;
  const { cwd } = ports.environment;
  const verdict = makeVerdict({
    ...{ image: project.name, source: build.source, place, report },
    ...(disk !== undefined && { disk }),
    ...(machine && { machine }),
    layers: receipt.layers.map(({ diffId }) => diffId),
    tests: await digestTests(ports.files, folders, workspace.root),
    nameFile: (file) => relative(workspace.root, resolve(cwd, file)),
    mask: (text) => secrets.mask(text).replaceAll(`${workspace.root}/`, ''),
  });
  const path = verdictPath(project.directory, build.id, place);
  await ports.files.write(path, `${JSON.stringify(verdict, undefined, 2)}\n`);
}
