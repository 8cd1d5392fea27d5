import { join } from 'node:path';
import { Failure, hasErrors } from '@strata/diagnostics';
import type { KeepAct } from '@strata/sdk/keep';
import { type CliContext, EXIT } from '../context';
import { defineFlags, type Parsed } from '../flags';
import { encodeKeeping } from '../keep/encode-keeping';
import { findSubject } from '../keep/find-subject';
import { formatKeeping, formatOutcome } from '../keep/format-keeping';
import { type Opened, openTemplates, openWorkspace } from '../open-templates';
import { readDestinations } from '../publish';
import { chooseKeepers } from '../publish/choose-keepers';
import type { KeepContext, Keeper, KeepOutcome, KeepSubject } from '../publish/keeper';
import { STATE_FOLDER } from '../settings';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const { var: variable, 'var-file': variableFile } = templateFlags;
const flags = defineFlags({
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Whose images: a name of destinations.json; may be given many times. By default all that have rules ("keep").',
  },
  yes: { kind: 'switch', doc: 'Do it. Without this, it is only told what would be done.' },
  image: {
    kind: 'list',
    placeholder: 'NAME',
    doc: 'Also the image of this name, whose project is not in the workspace any more; may be given many times.',
  },
  all: { kind: 'switch', doc: 'Also show the images that stay as they are, and why.' },
  json: { kind: 'switch', doc: 'Everything as JSON.' },
  var: variable,
  'var-file': variableFile,
});

/** `strata collect-image`: looks after published images. What no rule keeps and nothing needs is put aside, and later removed. */
export const collectImage = defineCommand({
  usage: '[flags] [TEMPLATE...]',
  flags,
  run: async (context, input) => {
    const { to, image, yes, json } = input.flags;
    await using opened = await open(context, input);
    const { session, workspace } = opened;
    const keepers = chooseKeepers(to, await readDestinations(context.ports.files, workspace.root));
    const projects = opened.templates ?? (await workspace.images());
    const subject = await findSubject(session.run, projects, getChoices(toTemplateFlags(input)));
    opened.show(subject.diagnostics);
    const { ports, signal, secrets } = session.run;
    const publications = join(workspace.root, STATE_FOLDER, 'publications');
    const work: Work = {
      place: { ports, signal, secrets, publications },
      subject: { ...subject, images: new Set([...subject.images, ...image]) },
      show: (problems) => opened.show(problems),
      flags: input.flags,
    };
    let isWhole = !hasErrors(subject.diagnostics);
    let hasWork = false;
    const encoded = [];
    for (const keeper of keepers) {
      const result = await lookAfter(context, keeper, work);
      isWhole = isWhole && result.isWhole;
      hasWork = hasWork || result.hasWork;
      encoded.push(result.encoded);
    }
    if (json) context.out.write(`${JSON.stringify({ done: yes, destinations: encoded }, undefined, 2)}\n`);
    else if (!yes && hasWork) context.out.write('Nothing was changed. To do it, add -yes.\n');
    return isWhole ? EXIT.success : EXIT.failure;
  },
});

type Input = Parsed<typeof flags>;

interface Work {
  readonly place: KeepContext;
  readonly subject: KeepSubject;
  readonly show: Opened['show'];
  readonly flags: Input['flags'];
}

function open(context: CliContext, input: Input): Promise<Omit<Opened, 'templates'> & Partial<Opened>> {
  if (input.rest.length === 0) return openWorkspace(context);
  return openTemplates(context, input.rest, { choices: getChoices(toTemplateFlags(input)) });
}

/** Which builds are chosen says nothing of images that were published. */
function toTemplateFlags({ flags: chosen, rest }: Input): Parsed<typeof templateFlags> {
  return { flags: { ...chosen, only: [], except: [] }, rest };
}

/** Decisions by which nothing is done today. */
const resting: ReadonlySet<KeepAct> = new Set(['keep', 'wait']);

/** One destination. A place that cannot be asked keeps nobody from the others. */
async function lookAfter(
  { out, machine }: CliContext,
  keeper: Keeper,
  { place, subject, show, flags: { yes, json, all } }: Work,
) {
  try {
    const keeping = await keeper.prepare(place, subject);
    if (!json) out.write(formatKeeping(keeper.name, keeping, all ? 'all' : 'changes'));
    const decisions = [...keeping.decisions, ...keeping.parts];
    for (const { act, reason, image } of decisions)
      machine?.tell('collect-image', [act, image.place, image.id, image.name, reason], keeper.name);
    const outcomes: KeepOutcome[] = [];
    if (yes)
      for await (const outcome of keeping.apply()) {
        outcomes.push(outcome);
        if (!json) out.write(`${keeper.name}: ${formatOutcome(outcome)}`);
        show(outcome.diagnostics);
      }
    const isWhole = outcomes.every(({ state }) => state !== 'failed');
    return {
      isWhole,
      hasWork: keeping.leftovers.length > 0 || decisions.some(({ act }) => !resting.has(act)),
      encoded: encodeKeeping(keeper.name, keeping, yes ? outcomes : undefined),
    };
  } catch (error) {
    place.signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    show(error.diagnostics);
    const problems = error.diagnostics.map(({ code, detail }) => ({ code, detail }));
    return { isWhole: false, hasWork: false, encoded: { destination: keeper.name, problems } };
  } finally {
    keeper.close();
  }
}
