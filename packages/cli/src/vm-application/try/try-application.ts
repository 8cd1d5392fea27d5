import type { Diagnostic } from '@strata/diagnostics';
import type { VerdictPlace } from '../../gate/verdict/verdict';
import type { GuestMachine } from '../../guest/guest-machine';
import { runInGuest } from '../../guest/run-in-guest';
import type { Opened } from '../../open-templates';
import type { Definition } from '../definition/definition';
import type { LocalPackage } from './agent';
import type { FoundImage } from './find-image';
import { findNeeds } from './find-packages';
import { tryInMachine } from './machine/try-in-machine';
import type { TriedStep } from './steps';
import { tryInLayers } from './try-in-layers';

export interface ApplicationTry {
  readonly definition: Definition;
  readonly found: FoundImage;
  readonly local: LocalPackage;
  readonly previous: LocalPackage | undefined;
  /** As what the image is started. */
  readonly machine: GuestMachine;
  readonly onStep: (step: TriedStep) => void;
}

type Place = Omit<Opened, 'templates'>;

/** Tries an application in a place. @returns what went wrong; undefined when the machine did not come up, which was told */
export function tryApplication(
  opened: Place,
  place: VerdictPlace,
  request: ApplicationTry,
): Promise<readonly Diagnostic[] | undefined> {
  return place === 'layers' ? inLayers(opened, request) : inMachine(opened, request);
}

function inLayers({ session }: Place, { definition, found, ...request }: ApplicationTry) {
  const build = { buildName: '', builderType: '', runId: session.run.runId, force: false };
  const { check, leaves } = definition.test;
  return tryInLayers({ ...session.workspaceContext(), ...build }, { ...request, ...found, check, leaves });
}

async function inMachine(
  opened: Place,
  { definition, found, machine, ...request }: ApplicationTry,
): Promise<readonly Diagnostic[] | undefined> {
  const { session } = opened;
  const { clock } = session.run.ports;
  const { check, leaves, machine: wanted } = definition.test;
  const needs = await findNeeds(opened, definition);
  const { restart, prepare } = wanted;
  let problems: readonly Diagnostic[] | undefined;
  await runInGuest(session, {
    project: found.project,
    image: found.image,
    machine: { ...machine, isOffline: true },
    label: 'application',
    work: async ({ communicator, signal }) => {
      problems = await tryInMachine(
        { communicator, clock, signal },
        { ...request, needs, prepare, restart, leaves, check: wanted.check ?? check },
      );
    },
  });
  return problems;
}
