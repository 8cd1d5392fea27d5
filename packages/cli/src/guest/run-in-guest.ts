import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type BuildResult, type ImageProject, type Receipt, runBuild } from '@strata/engine';
import type { MachineBuildPlan, StepPlan } from '@strata/plan';
import { createSshKey, type Provisioner } from '@strata/sdk';
import type { Session } from '../session';
import { STATE_FOLDER } from '../settings';
import { isolate, makeCloud } from './clouds';
import { findGuestFirmware } from './firmware';
import { checkDiskSize, prepareGuestDisk } from './guest-disk';
import { type GuestMachine, nameGuestMachine, usualMachine } from './guest-machine';
import { makeGuestTemplate } from './guest-template';
import { getHostName } from './seed';

export interface GuestRequest {
  readonly project: ImageProject;
  /** What was built of it. */
  readonly image: Receipt;
  /** What the work is called where builds tell of their steps. */
  readonly label: string;
  /** Is done once the guest is up, by the user {@link GUEST_USER}. The guest is thrown away behind it. */
  readonly work: Provisioner['provision'];
  /** @default a machine without a cloud that a BIOS starts */
  readonly machine?: GuestMachine;
}

const MOST_PROCESSORS = 2;
const OWNER_ONLY = 0o600;

/**
 * Starts a built image as a machine under QEMU, on a copy of its disk, and works in it. The states of the machine are kept,
 * so that the next time it goes on from where it was up.
 *
 * @throws Failure for an image that no disk can be made of
 */
export async function runInGuest(session: Session, request: GuestRequest): Promise<BuildResult> {
  const guest = await writeGuest(session, request);
  const { value, diagnostics } = await session.projects.prepare(guest);
  const plan = value?.plan?.builds.find((each): each is MachineBuildPlan => each.kind === 'machine');
  if (!value || !plan) throw new Failure(diagnostics as readonly [Diagnostic, ...Diagnostic[]]);
  const step = createStep(request, plan);
  return runBuild({
    run: session.run,
    project: guest,
    plan: { ...plan, steps: [...plan.steps, step] },
    resolve: () => {
      throw new Error('the template of a guest refers to nothing');
    },
    secretDigest: value.facts.secretDigest,
  });
}

/** The disk that guests of an image start from, made when it is not there. @returns its path */
export function getGuestDisk(
  session: Session,
  { project, image, machine = usualMachine }: Pick<GuestRequest, 'project' | 'image' | 'machine'>,
): Promise<string> {
  const folder = join(session.run.workspace.root, STATE_FOLDER, 'guests', project.name, image.source);
  return prepareGuestDisk(session.context(project), { folder, image, firmware: machine.firmware });
}

/** Writes what a guest is started with. Everything but the disk goes with the run. */
async function writeGuest(session: Session, request: GuestRequest): Promise<ImageProject> {
  const { project, image, machine = usualMachine } = request;
  const { ports, scratch } = session.run;
  const firmware = await findGuestFirmware(ports.files, machine.firmware);
  const disk = await getGuestDisk(session, request);
  await checkDiskSize(ports.files, disk, machine);
  const directory = join(scratch, `guest-${image.source}`);
  const privateKeyFile = join(directory, 'key');
  const key = createSshKey(
    'strata',
    session.secretDigest(JSON.stringify(['guest', project.name, image.source])),
  );
  await ports.files.write(privateKeyFile, key.privateKey.reveal(), OWNER_ONLY);
  const template = join(directory, 'guest.pkr.json');
  const identity = { host: getHostName(project.name), publicKey: key.publicKey };
  const cloud = makeCloud(machine.cloud, identity, machine.firmware);
  const parts = {
    ...{ disk, privateKeyFile, firmware },
    memory: machine.memory,
    ...(machine.diskSize !== undefined && { diskSize: machine.diskSize }),
    cloud: machine.isOffline ? isolate(cloud) : cloud,
    processors: Math.min(MOST_PROCESSORS, availableParallelism()),
    output: join(directory, 'output'),
  };
  await ports.files.write(template, makeGuestTemplate(parts));
  const name = [project.name, 'guest', ...nameGuestMachine(machine)].join('.');
  return { name, directory, template, baseDirectory: directory };
}

function createStep({ label, work }: GuestRequest, { range }: MachineBuildPlan): StepPlan {
  return {
    part: {
      kind: 'provisioner',
      type: label,
      version: '1',
      doc: '',
      schema: { options: {} },
      load: async () => ({ provision: work }),
    },
    label,
    options: {},
    references: [],
    network: false,
    run: { pauseBefore: 0, timeout: undefined, maxRetries: 0, continueOnError: false },
    range,
  };
}
