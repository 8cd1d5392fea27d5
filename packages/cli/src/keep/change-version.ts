import { join } from 'node:path';
import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { problem } from '../codes';
import { type CliContext, EXIT } from '../context';
import { defineFlags, type Parsed } from '../flags';
import { openTemplates } from '../open-templates';
import { readDestinations } from '../publish';
import { getWrittenKind } from '../publish/choose-destinations';
import { unknownDestination, type WrittenDestination } from '../publish/settings/destinations-file';
import type { VersionKeeper, VersionSubject, VersionWish } from '../publish/version-keeper';
import { STATE_FOLDER } from '../settings';
import { findSubject } from './find-subject';

/** Flags of commands that change one published version. */
export const versionFlags = defineFlags({
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Where: a name of destinations.json; may be given many times.',
  },
  version: {
    kind: 'text',
    placeholder: 'VERSION',
    doc: 'Which: the first digits of the version, the name or the id of the image there.',
  },
  image: {
    kind: 'text',
    placeholder: 'NAME',
    doc: 'Which of the images of the template, where it has several.',
  },
  'dry-run': { kind: 'switch', doc: 'Only tell what would be done.' },
});

/** Changes a version of the image of one template at some destinations. One that fails keeps nobody from the others. */
export async function changeVersion(
  context: CliContext,
  { flags: { to, version, image, 'dry-run': isDryRun }, rest }: Parsed<typeof versionFlags>,
  wish: VersionWish,
): Promise<number> {
  const choices = { vars: [], varFiles: [], selection: { only: [], except: [] } };
  await using opened = await openTemplates(context, rest, { choices });
  const { session, workspace, templates } = opened;
  const keepers = openAll(to, await readDestinations(context.ports.files, workspace.root));
  const found = await findSubject(session.run, templates, choices);
  opened.show(found.diagnostics);
  if (hasErrors(found.diagnostics)) return EXIT.failure;
  const subject = { version, image: chooseImage([...found.images], image), published: found.published };
  const { ports, signal, secrets } = session.run;
  const place = {
    ...{ ports, signal, secrets },
    publications: join(workspace.root, STATE_FOLDER, 'publications'),
  };
  let isWhole = true;
  for (const keeper of keepers)
    try {
      const prepared = await keeper.prepare(place, subject, wish);
      if (!isDryRun) await prepared.apply();
      context.out.write(describe(keeper, subject, { changes: prepared.changes, isDryRun }));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      opened.show(error.diagnostics);
      isWhole = false;
    } finally {
      keeper.close();
    }
  return isWhole ? EXIT.success : EXIT.failure;
}

function describe(
  { name }: VersionKeeper,
  { image }: VersionSubject,
  { changes, isDryRun }: { readonly changes: readonly string[]; readonly isDryRun: boolean },
): string {
  if (changes.length === 0) return `${name}: nothing to do, ${image} is so already\n`;
  return changes.map((change) => `${name}: ${isDryRun ? 'to do' : 'done'}: ${change}\n`).join('');
}

function chooseImage(images: readonly string[], wanted: string | undefined): string {
  const [first, ...others] = images;
  if (wanted !== undefined && images.includes(wanted)) return wanted;
  if (wanted === undefined && first !== undefined && others.length === 0) return first;
  throw new Failure(
    problem('CLI007', {
      detail: `One image is changed at a time. The template has: ${images.join(', ') || 'none'}.`,
      hint: 'Name one template, and where it has several images one of them with -image=NAME.',
    }),
  );
}

function openAll(
  names: readonly string[],
  written: ReadonlyMap<string, WrittenDestination>,
): readonly VersionKeeper[] {
  if (names.length === 0)
    throw new Failure(
      problem('CLI031', {
        detail: 'It was not said at which destination the version is meant.',
        hint: `Say so with -to=NAME. ${written.size === 0 ? 'destinations.json at the root of the workspace has none yet.' : `There are: ${[...written.keys()].join(', ')}.`}`,
      }),
    );
  const problems: Diagnostic[] = [];
  const keepers = [...new Set(names)].flatMap((name) => {
    const found = written.get(name);
    const keeper = found && getWrittenKind(found).openVersions?.(found);
    if (!found) problems.push(unknownDestination(name, written.keys()));
    else if (!keeper) problems.push(noVersions(found));
    return keeper ?? [];
  });
  if (problems.length > 0) throw new Failure(problems);
  return keepers;
}

function noVersions({ name, kind }: WrittenDestination): Diagnostic {
  return problem('CLI032', {
    detail: `The destination "${name}" is of kind "${kind}", where versions are neither promoted nor deprecated by Strata.`,
    hint: 'Destinations of kind "aws" have channels and deprecation.',
  });
}
