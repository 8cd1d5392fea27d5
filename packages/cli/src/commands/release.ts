import { join } from 'node:path';
import { type Diagnostic, Failure, hasErrors } from '@strata/diagnostics';
import { getPublishedPath, type ImageProject, type Receipt, writePublished } from '@strata/engine';
import { EXIT } from '../context';
import { readCurrentReceipt } from '../current-receipt';
import { defineFlags, type Parsed } from '../flags';
import { checkGate } from '../gate';
import { findBuild, type OneBuild } from '../layered-build';
import { type Opened, openTemplates } from '../open-templates';
import { type Destination, openPublishContext, readDestinations } from '../publish';
import { getImageName } from '../publish/image-name';
import { getParentName, readParent } from '../publish/read-parent';
import { chooseForSet } from '../publish/release/choose-for-set';
import { findAncestors } from '../publish/release/find-ancestors';
import { RELEASE_ON_ERROR, type ReleaseMember, releaseSet } from '../publish/release/release-set';
import { sortMembers } from '../publish/release/sort-members';
import { STATE_FOLDER } from '../settings';
import { defineCommand } from './command';
import { assertOwn, type Exceptions, gateFlags, getExceptions, getFirmwares } from './gate-flags';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Where to publish: a name of destinations.json, or REGISTRY/REPOSITORY:TAG, in which {image} stands for the name of the image; may be given many times.',
  },
  ...gateFlags,
  'on-error': {
    kind: 'text',
    placeholder: RELEASE_ON_ERROR.join('|'),
    allowed: RELEASE_ON_ERROR,
    doc: 'What becomes of what was made when the set is not released: cleanup removes it, abort leaves it hidden for the next run. By default cleanup.',
  },
  'dry-run': { kind: 'switch', doc: 'Say what would be done, and send nothing.' },
});

/** One image with what is published of it. */
interface Member extends ReleaseMember {
  readonly found: OneBuild;
}

/** `strata release`: publishes several images as one set, which is seen as a whole or not at all. */
export const release = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const { files } = context.ports;
    const { root } = opened.workspace;
    const projects = await findProjects(opened);
    const names = projects.map(({ name }) => name);
    const exceptions = getExceptions(input);
    assertOwn(names, exceptions);
    const chosen = chooseForSet(input.flags.to, { names, written: await readDestinations(files, root) });
    try {
      const members = await findMembers(opened, projects, { input, exceptions, chosen });
      if (!members) return EXIT.failure;
      // Two at a time would wait for each other's images.
      await using _ = await files.hold(join(root, STATE_FOLDER, 'publications', 'release'), context.signal);
      await releaseSet({
        members: sortMembers(members),
        signal: context.signal,
        isDryRun: input.flags['dry-run'],
        onError: input.flags['on-error'] === 'abort' ? 'abort' : 'cleanup',
        tell: (line) => context.out.write(`${line}\n`),
        show: (problems) => opened.show(problems),
        note: async ({ project }, published) => {
          const found = members.find((each) => each.project === project)?.found;
          if (!found) return;
          const { directory } = found.project;
          const path = getPublishedPath(directory, found.build.id);
          await writePublished(files, { path, source: found.build.id, published });
        },
      });
      return EXIT.success;
    } finally {
      for (const destination of new Set([...chosen.values()].flat())) destination.close?.();
    }
  },
});

/** Each once, as the workspace has it: under Nx paths within a template start from its own folder. */
async function findProjects({ templates, workspace }: Opened): Promise<readonly ImageProject[]> {
  const once = [...new Map(templates.map((project) => [project.template, project])).values()];
  return Promise.all(
    once.map(async (project) => {
      const known = await workspace.findImage(project.name);
      return known?.template === project.template ? known : project;
    }),
  );
}

interface Asked {
  readonly input: Parsed<typeof flags>;
  readonly exceptions: Exceptions;
  /** By the name of the image. */
  readonly chosen: ReadonlyMap<string, readonly Destination[]>;
}

/** Asks the gate of every image. @returns undefined when any of them may not be published, which was shown */
async function findMembers(
  opened: Opened,
  projects: readonly ImageProject[],
  asked: Asked,
): Promise<readonly Member[] | undefined> {
  const members: Member[] = [];
  const told: Diagnostic[] = [];
  for (const project of projects)
    try {
      const member = await findMember(opened, project, asked);
      if (member) members.push(member.member);
      told.push(...(member?.told ?? []));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      told.push(...error.diagnostics);
    }
  opened.show(told);
  const isWhole = members.length === projects.length;
  return isWhole && (!hasErrors(told) || asked.input.flags['dry-run']) ? members : undefined;
}

async function findMember(opened: Opened, project: ImageProject, { input, exceptions, chosen }: Asked) {
  const found = await findBuild(opened, project);
  if (!found) return undefined;
  const { name } = project;
  const destinations = chosen.get(name) ?? [];
  const { receipt } = await readCurrentReceipt(opened.session, found);
  const subject = { project, receipt, build: found.build.id };
  const firmwares = getFirmwares(input, destinations);
  const told = await checkGate(opened.session, subject, { ...exceptions, firmwares });
  return { told, member: await makeMember(opened, { found, receipt, destinations }) };
}

async function makeMember(
  opened: Opened,
  {
    found,
    receipt,
    destinations,
  }: {
    readonly found: OneBuild;
    readonly receipt: Receipt;
    readonly destinations: readonly Destination[];
  },
): Promise<Member> {
  const { project, build } = found;
  const image = getImageName(project.name, build.source);
  return {
    found,
    project: project.name,
    parent: getParentName(found),
    ancestors: await findAncestors(opened, project),
    context: await openPublishContext(opened, project),
    subject: { image, receipt, parent: await readParent(opened, found) },
    destinations,
  };
}
