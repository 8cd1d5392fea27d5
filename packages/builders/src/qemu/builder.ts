import type { Artifact, ConnectMachine, MachineBuilder, MachineContext } from '@strata/sdk';
import { getObstacle } from './checkpoints/can-keep';
import { type Keeping, openKeeping, type Surroundings } from './checkpoints/keeping';
import { resumeSession } from './checkpoints/resume';
import { createStates } from './checkpoints/states';
import { dropDisks, finishDisks } from './disks/finish';
import { getDiskPaths, makeDisks } from './disks/make';
import { findFirmware, finishVariables, makeVariables, prepareEfi } from './firmware';
import { releaseAll } from './live-machine';
import { type Session, type Setting, startSession } from './machine-session';
import { makeArtifact } from './output/artifact';
import { prepareOutput } from './output/prepare';
import { provisionSession } from './provisioning';
import type { QemuOptions, QemuSchema } from './schema';
import { shutDown } from './shutdown';
import { type Closers, getStart, makeLogin, makeMedia, serve } from './surrounding-steps';
import { createBlueprint, findAccelerator, getVersion } from './surroundings';
import { createWork, type Work } from './work';

type Provision = Parameters<MachineBuilder<QemuSchema>['build']>[2];

/** What a build is done with. */
interface Means {
  readonly connect: ConnectMachine;
  readonly provision: Provision;
  readonly closers: Closers;
}

export function createQemuBuilder({
  connect,
}: {
  readonly connect: ConnectMachine;
}): MachineBuilder<QemuSchema> {
  return {
    build: async (context, options, provision) => {
      const closers: Closers = [];
      try {
        const work = createWork(withoutVainCheckpoints(context, options), options);
        return await build(work, { connect, provision, closers });
      } finally {
        for (const close of closers.reverse()) await close();
      }
    },
  };
}

/** Whoever asks for states of a machine that cannot have them is told why, once. */
function withoutVainCheckpoints(context: MachineContext, options: QemuOptions): MachineContext {
  const { checkpoints, ...rest } = context;
  const obstacle = getObstacle(options);
  if (!checkpoints || obstacle === undefined) return context;
  context.reporter.say(`No states of this machine are kept: ${obstacle}.`);
  return rest;
}

async function build(work: Work, means: Means): Promise<Artifact> {
  const { context, options } = work;
  const version = await getVersion(work);
  const start = await getStart(work);
  const output = await context.step('stepPrepareOutputDir', () => prepareOutput(work));
  const media = await makeMedia(work);
  const firmware = await findFirmware(work);
  const about = { version, start, media, firmware };
  const keeping = await openKeeping(work, about);
  const disks = keeping?.paths ?? getDiskPaths(work);
  if (!keeping?.hasState) await makeDisks(work, disks, start);
  const http = await serve(work, means.closers);
  const login = await makeLogin(work);
  const efi = await prepareEfi(work, firmware, keeping);
  const accelerator = keeping?.accelerator ?? (await findAccelerator(work));
  const setting: Setting = {
    ...{ work, login, http, connect: means.connect },
    blueprint: createBlueprint(work, { accelerator, start, media, disks, efi, http }),
  };
  const session = await open(setting, keeping, about);
  means.closers.push(() => release(session));
  await provisionAll(setting, session, means.provision);
  const { removeTemporaryKey } = session.connection;
  if (removeTemporaryKey) await context.step('StepCleanupTempKeys', removeTemporaryKey);
  await context.step('stepShutdown', () => shutDown(work, session.machine, session.connection.communicator));
  await keeping?.close();
  if (options.skip_export) await dropDisks(work);
  else await finishDisks(work, { disks, backing: start });
  await finishVariables(work, efi);
  return makeArtifact(work, output, accelerator);
}

interface Opened extends Session {
  /** What its states are kept with, if at all. */
  readonly keeping: Keeping | undefined;
}

/** Goes on with a kept machine, or starts one from nothing. */
async function open(setting: Setting, keeping: Keeping | undefined, about: Surroundings): Promise<Opened> {
  await keeping?.begin();
  if (!keeping?.hasState) return { ...(await startSession(setting)), keeping };
  const resumed = await resumeSession(setting, keeping);
  if (resumed) return { ...resumed, keeping };
  await keeping.forget();
  // What the kept machine ran on may be what was wrong with it: that is found out again, too.
  const anew = await openKeeping(setting.work, about);
  await makeDisks(setting.work, keeping.paths, about.start);
  const { efi } = setting.blueprint;
  if (about.firmware && efi) await makeVariables(setting.work, about.firmware, efi);
  const accelerator = anew?.accelerator ?? keeping.accelerator;
  const session = await startSession({ ...setting, blueprint: { ...setting.blueprint, accelerator } });
  return { ...session, keeping: anew };
}

async function provisionAll(setting: Setting, session: Opened, provision: Provision): Promise<void> {
  const { keeping, machine, done } = session;
  if (!keeping) return provisionSession(setting, session, { provision });
  const states = await createStates(setting.work.context, machine.qmp, keeping);
  await states.save(done);
  const progress = { done, reached: (more: number) => states.save(more) };
  await provisionSession(setting, session, { provision, progress });
}

/** The machine itself is in the ledger; `-on-error=abort` leaves it running. */
async function release({ connection, machine }: Session): Promise<void> {
  await connection.close();
  machine.qmp.close();
  await releaseAll(machine.ports);
}
