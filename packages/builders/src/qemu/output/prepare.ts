import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { getErrorCode, type Resource } from '@strata/sdk';
import { problem } from '../../codes';
import { OWNER_FILE, outputKind } from '../resources';
import type { Work } from '../work';
import { isLastOutput } from './last-output';
import { setAside } from './set-aside';

/** The folder of the artifact while it is made. */
export interface Output {
  readonly folder: Resource;
  /** What the last build left there, until this one is done. */
  readonly previous: Resource | undefined;
}

/**
 * Makes the folder of the artifact, which must not be there: with `-force` what is there goes first. What the last build
 * of this machine left, and nobody touched since, makes way for its successor, and comes back when there is none.
 */
export async function prepareOutput(work: Work): Promise<Output> {
  const { context, outputDirectory: path } = work;
  const owner = `${context.buildId}\n`;
  if (context.force) await removeOld(work);
  const previous = (await isLastOutput(context, path)) ? await setAside(work) : undefined;
  const noted = await context.resources.note(outputKind, { path, owner });
  // What an earlier try of this step made is this build's own.
  await outputKind.remove(context, { path, owner });
  await mkdir(dirname(path), { recursive: true });
  try {
    await mkdir(path);
  } catch (error) {
    if (getErrorCode(error) === 'EEXIST') throw await inTheWay(work);
    throw error;
  }
  await writeFile(join(path, OWNER_FILE), owner);
  return { folder: noted, previous };
}

/** A slip in `output_directory` must not cost the user everything. */
async function removeOld(work: Work): Promise<void> {
  const { context, outputDirectory: path, shownDirectory } = work;
  const dear = [context.baseDirectory, context.ports.environment.home, context.ports.environment.cwd];
  if (dear.some((folder) => contains(path, folder)))
    throw new Failure(
      problem('BLD017', {
        detail: `-force would remove output_directory = "${shownDirectory}", which holds the folder that the build was started in, or your own.`,
        hint: 'Name a folder for this artifact alone.',
      }),
    );
  context.reporter.say(`Deleting previous output directory ${shownDirectory}`);
  await rm(path, { recursive: true, force: true });
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !way.startsWith('..');
}

async function inTheWay({ context, outputDirectory, shownDirectory }: Work): Promise<Failure> {
  const isHalf = await context.ports.files.stat(join(outputDirectory, OWNER_FILE));
  return new Failure(
    problem('BLD017', {
      detail: `Output directory '${shownDirectory}' already exists. It must not exist.`,
      hint: isHalf
        ? 'A build that was killed left it, or one that still runs is making it. strata sweep removes what nobody works on.'
        : 'It is not what the last build left there. Remove it, or build with -force, which does so and begins from nothing.',
    }),
  );
}
