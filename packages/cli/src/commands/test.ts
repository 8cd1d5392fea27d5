import { relative, resolve } from 'node:path';
import { hasErrors } from '@strata/diagnostics';
import { collectTests, formatJunit, formatResults, runImageTests } from '@strata/image-tests';
import type { Communicator } from '@strata/sdk';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { findOneBuild, openLayers } from '../layered-build';
import { openTemplates } from '../open-templates';
import { findTestFolders } from '../test-images/find-test-folders';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  in: {
    kind: 'text',
    placeholder: 'PLACE',
    allowed: ['layers'],
    doc: 'Where tests run: layers, inside of the image with nothing started. By default layers.',
  },
  junit: { kind: 'text', placeholder: 'FILE', doc: 'Also write the results as JUnit XML.' },
});

/** `strata test`: runs the tests of an image, and of the images it stands on, inside of it. */
export const test = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const { ports, signal } = context;
    await using opened = await openTemplates(context, input.rest, { choices: getChoices(input) });
    const found = await findOneBuild(opened, 'One image is tested at a time.');
    if (!found) return EXIT.failure;
    const { cwd } = ports.environment;
    const getName = (path: string) => relative(cwd, path);
    const folders = await findTestFolders(opened.session, found.project);
    const collected = await collectTests(ports.files, { folders, getName });
    opened.show(collected.diagnostics);
    if (hasErrors(collected.diagnostics)) return EXIT.failure;
    const startedAt = ports.clock.now();
    const { reporter } = opened.session.context(found.project);
    const inLayers = async <T>(use: (communicator: Communicator) => Promise<T>): Promise<T> => {
      const layer = await openLayers(opened, found);
      try {
        return await use(layer.communicator);
      } finally {
        await layer.discard();
      }
    };
    const report = await inLayers((communicator) =>
      runImageTests({
        ...{ communicator, ports, reporter, signal, getName },
        tests: collected.value,
        withFreshGuest: inLayers,
        place: 'layers',
      }),
    );
    const { mask } = opened.session.run.secrets;
    context.out.write(formatResults(report, { mask }));
    opened.show(report.diagnostics);
    if (input.flags.junit !== undefined) {
      const text = formatJunit(report, { name: found.project.name, startedAt, mask });
      await ports.files.write(resolve(cwd, input.flags.junit), text);
    }
    return hasErrors(report.diagnostics) ? EXIT.failure : EXIT.success;
  },
});
