import { relative } from 'node:path';
import { Failure, hasErrors } from '@strata/diagnostics';
import { collectTests, formatResults, prepareTests, runImageTests, type TestFile } from '@strata/image-tests';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { VERDICT_PLACES, type VerdictPlace } from '../gate/verdict/verdict';
import { checkNoMachine, guestFlags, readGuestMachine } from '../guest/guest-machine';
import { findOneBuild } from '../layered-build';
import { openTemplates } from '../open-templates';
import { findTestFolders } from '../test-images/find-test-folders';
import { testInLayers } from '../test-images/in-layers';
import { testInMachine } from '../test-images/in-machine';
import { startVerdicts } from '../test-images/keep-verdict';
import { type EndedPlace, type TestedRun, writeResults } from '../test-images/report/write-results';
import type { RunTests, TestedImage } from '../test-images/run-tests';
import { defineCommand } from './command';
import { findReceipt } from './find-receipt';
import { getChoices, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  in: {
    kind: 'text',
    placeholder: 'PLACE',
    allowed: ['layers', 'machine', 'both'],
    doc: 'Where tests run: layers, inside of the image with nothing started; machine, after it was started under QEMU; both, each where it belongs. By default layers.',
  },
  ...guestFlags,
  checkpoints: {
    kind: 'switch',
    initially: true,
    doc: 'Keep a machine as it is when it is up, and begin from there the next time.',
  },
  junit: { kind: 'text', placeholder: 'FILE', doc: 'Also write the results as JUnit XML.' },
  report: { kind: 'text', placeholder: 'FILE', doc: 'Also write the results as a page of HTML.' },
  json: { kind: 'switch', doc: 'Print the results as JSON instead of text.' },
});

/** `strata test`: runs the tests of an image, and of the images it stands on, inside of it, and keeps how they ended. */
export const test = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const { ports, signal } = context;
    const { checkpoints, in: place = 'layers', json } = input.flags;
    const machine = readGuestMachine(input.flags);
    const inVain = place === 'layers' ? checkNoMachine(input.flags) : [];
    if (inVain.length > 0) throw new Failure(inVain);
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
    const image: TestedImage = {
      ...found,
      receipt: await findReceipt(ports.files, found.project, found.build.id),
    };
    const places = getPlaces(place, collected.value);
    const keepVerdict = await startVerdicts(opened.session.run, {
      ...{ image, folders },
      places: place === 'both' ? VERDICT_PLACES : places,
    });
    const { diagnostics: mistakes } = await prepareTests(ports, collected.value, { getName });
    if (hasErrors(mistakes)) {
      opened.show(mistakes);
      return EXIT.failure;
    }
    const startedAt = ports.clock.now();
    const { reporter } = opened.session.context(found.project);
    const run: RunTests = (guest) =>
      runImageTests({ ports, reporter, signal, getName, tests: collected.value, ...guest });
    const { mask } = opened.session.run.secrets;
    const reports: EndedPlace[] = [];
    for (const each of places) {
      const ended = await (each === 'machine' ? testInMachine : testInLayers)(opened, image, run, machine);
      if (!ended) continue;
      if (places.length > 1 && !json) context.out.write(`Tests in ${TITLES[each]}\n\n`);
      if (!json) context.out.write(formatResults(ended.report, { mask }));
      opened.show(ended.report.diagnostics);
      await keepVerdict({ ...ended, place: each });
      reports.push({ place: each, report: ended.report });
    }
    const tested: TestedRun = { name: found.project.name, startedAt, reports, mask };
    await writeResults(context, tested, input.flags);
    const isRight =
      reports.length === places.length &&
      !reports.some(({ report: { diagnostics } }) => hasErrors(diagnostics));
    return isRight ? EXIT.success : EXIT.failure;
  },
});

const TITLES: Readonly<Record<VerdictPlace, string>> = { layers: 'layers', machine: 'a machine' };

/** Of both only those that some test belongs in: nothing is started in vain. */
function getPlaces(place: string, tests: readonly TestFile[]): readonly VerdictPlace[] {
  if (place === 'layers' || place === 'machine') return [place];
  return VERDICT_PLACES.filter((each) => tests.some((test) => test.place === 'both' || test.place === each));
}
