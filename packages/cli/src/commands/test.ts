import { relative, resolve } from 'node:path';
import { hasErrors } from '@strata/diagnostics';
import { collectTests, formatJunit, formatResults, runImageTests } from '@strata/image-tests';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { findOneBuild } from '../layered-build';
import { openTemplates } from '../open-templates';
import { findTestFolders } from '../test-images/find-test-folders';
import { testInLayers } from '../test-images/in-layers';
import { testInMachine } from '../test-images/in-machine';
import type { RunTests } from '../test-images/run-tests';
import { defineCommand } from './command';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  in: {
    kind: 'text',
    placeholder: 'PLACE',
    allowed: ['layers', 'machine'],
    doc: 'Where tests run: layers, inside of the image with nothing started; machine, after it was started under QEMU. By default layers.',
  },
  checkpoints: {
    kind: 'switch',
    initially: true,
    doc: 'Keep a machine as it is when it is up, and begin from there the next time.',
  },
  junit: { kind: 'text', placeholder: 'FILE', doc: 'Also write the results as JUnit XML.' },
});

/** `strata test`: runs the tests of an image, and of the images it stands on, inside of it. */
export const test = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const { ports, signal } = context;
    const { checkpoints } = input.flags;
    await using opened = await openTemplates(context, input.rest, {
      choices: getChoices(input),
      checkpoints,
    });
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
    const run: RunTests = (guest) =>
      runImageTests({ ...guest, ports, reporter, signal, getName, tests: collected.value });
    const report = await (input.flags.in === 'machine' ? testInMachine : testInLayers)(opened, found, run);
    if (!report) return EXIT.failure;
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
