import { hasErrors } from '@strata/diagnostics';
import { getPublishedPath, writePublished } from '@strata/engine';
import { EXIT } from '../context';
import { readCurrentReceipt } from '../current-receipt';
import { defineFlags } from '../flags';
import { checkGate } from '../gate';
import { findOneBuild } from '../layered-build';
import { openTemplates } from '../open-templates';
import {
  chooseDestinations,
  formatOutcome,
  openPublishContext,
  type PublishSubject,
  publishImage,
  readDestinations,
} from '../publish';
import { getImageName } from '../publish/image-name';
import { readParent } from '../publish/read-parent';
import { defineCommand } from './command';
import { assertOwn, gateFlags, getExceptions, getFirmwares } from './gate-flags';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Where to publish: a name of destinations.json, or REGISTRY/REPOSITORY:TAG as docker writes it, with docker:// before it or without; may be given many times.',
  },
  ...gateFlags,
  'dry-run': { kind: 'switch', doc: 'Say what would be done, and send nothing.' },
});

/** `strata publish`: sends a built image, when the gate lets it through, to where others take it from. */
export const publish = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const { root } = opened.workspace;
    const destinations = chooseDestinations(
      input.flags.to,
      await readDestinations(context.ports.files, root),
    );
    const found = await findOneBuild(opened, 'One image is published at a time.');
    if (!found) return EXIT.failure;
    const { project, build } = found;
    const exceptions = getExceptions(input);
    assertOwn([project.name], exceptions);
    const { receipt } = await readCurrentReceipt(opened.session, found);
    const firmwares = getFirmwares(input, destinations);
    const subjectOfGate = { project, receipt, build: build.id };
    const told = await checkGate(opened.session, subjectOfGate, { ...exceptions, firmwares });
    opened.show(told);
    const isRefused = hasErrors(told);
    const isDryRun = input.flags['dry-run'];
    if (isRefused && !isDryRun) return EXIT.failure;

    const image = getImageName(project.name, build.source);
    const subject: PublishSubject = { image, receipt, parent: await readParent(opened, found) };
    const { files } = context.ports;
    const path = getPublishedPath(project.directory, build.id);
    let isWhole = true;
    const work = { destinations, mode: isDryRun ? 'look' : 'send' } as const;
    for await (const outcome of publishImage(await openPublishContext(opened, project), subject, work)) {
      context.out.write(`${formatOutcome(outcome)}\n`);
      opened.show(outcome.diagnostics);
      if (outcome.kind === 'failed') isWhole = false;
      else if (!isDryRun)
        await writePublished(files, { path, source: build.id, published: outcome.published });
    }
    for (const destination of destinations) destination.close?.();
    return isWhole && !isRefused ? EXIT.success : EXIT.failure;
  },
});
