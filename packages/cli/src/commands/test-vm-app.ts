import { resolve } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { VERDICT_PLACES, type VerdictPlace } from '../gate/verdict/verdict';
import { checkNoMachine, type GuestMachine, guestFlags, readGuestMachine } from '../guest/guest-machine';
import { openWorkspace } from '../open-templates';
import { checkCurrent } from '../vm-application/check-current';
import { getFolder, readPackageReceipt } from '../vm-application/pack/receipt';
import { showDefinitions } from '../vm-application/show-definitions';
import { findImage } from '../vm-application/try/find-image';
import { findPrevious, makeLocal } from '../vm-application/try/find-packages';
import { tryApplication } from '../vm-application/try/try-application';
import { makeVerdict, type TriedPlace, writeVerdict } from '../vm-application/try/verdict';
import { defineCommand } from './command';

const flags = defineFlags({
  in: {
    kind: 'text',
    placeholder: 'PLACE',
    allowed: ['layers', 'machine', 'both'],
    doc: 'Where it is tried: layers, inside of the image with nothing started; machine, after the image was started under QEMU; both, one after the other. By default layers.',
  },
  image: {
    kind: 'text',
    placeholder: 'PROJECT',
    doc: 'Image of the workspace that the application is tried in; by default the one that vm-app.json names.',
  },
  previous: {
    kind: 'text',
    placeholder: 'FOLDER',
    doc: 'Package of the version before (a dist/vm-app that was kept), which the update begins from. By default the same version again.',
  },
  ...guestFlags,
  checkpoints: {
    kind: 'switch',
    initially: true,
    doc: 'Keep a machine as it is when it is up, and begin from there the next time.',
  },
});

/** `strata test-vm-app`: installs, updates and removes an application as Azure's agent does, inside an image, offline. */
export const testVmApp = defineCommand({
  usage: '[flags] FOLDER...',
  flags,
  run: async (context, { flags: given, rest }) => {
    const { files, environment } = context.ports;
    const { in: wanted = 'layers', checkpoints } = given;
    const places = VERDICT_PLACES.filter((place) => wanted === 'both' || place === wanted);
    const machine = readGuestMachine(given);
    const inVain = places.includes('machine') ? [] : checkNoMachine(given);
    if (inVain.length > 0) throw new Failure(inVain);
    await using opened = await openWorkspace(context, { checkpoints });
    const definitions = await showDefinitions(context, opened, rest);
    if (!definitions) return EXIT.failure;
    let isRight = true;
    for (const definition of definitions) {
      const receipt = await readPackageReceipt(files, definition.directory);
      const stale = checkCurrent(definition, receipt);
      if (stale.length > 0) throw new Failure(stale);
      const found = await findImage(opened, definition, given.image);
      const previous = await findPrevious(files, given.previous && resolve(environment.cwd, given.previous));
      const tried: TriedPlace[] = [];
      for (const place of places) {
        const { name, version } = receipt.application;
        const where = `${place === 'machine' ? 'a machine of ' : ''}${found.project.name}`;
        context.out.write(`${name} ${version} in ${where}, without a network\n`);
        const steps: string[] = [];
        const problems = await tryApplication(opened, place, {
          ...{ definition, found, previous, machine },
          local: makeLocal(receipt, getFolder(definition.directory)),
          onStep: ({ label, ended }) => {
            steps.push(`${label}: ${ended.code ?? 'ended by a signal'}`);
            context.out.write(`  ${label}: ${ended.code === 0 ? 'ok' : 'failed'}\n`);
          },
        });
        if (problems?.length === 0) context.out.write('  nothing is left behind\n');
        opened.show(problems ?? []);
        tried.push(describePlace({ place, machine, steps, problems }));
      }
      const layers = found.image.layers.map(({ diffId }) => diffId);
      const verdict = makeVerdict({ key: receipt.key, image: found.project.name, layers }, tried);
      isRight &&= verdict.verdict === 'passed';
      await writeVerdict(files, definition.directory, verdict);
    }
    return isRight ? EXIT.success : EXIT.failure;
  },
});

interface EndedTry {
  readonly place: VerdictPlace;
  readonly machine: GuestMachine;
  readonly steps: readonly string[];
  /** Undefined when the machine did not come up. */
  readonly problems: readonly Diagnostic[] | undefined;
}

function describePlace({ place, machine: { firmware, cloud }, steps, problems }: EndedTry): TriedPlace {
  return {
    place,
    verdict: problems?.length === 0 ? 'passed' : 'failed',
    ...(place === 'machine' && { machine: { firmware, cloud } }),
    steps,
  };
}
