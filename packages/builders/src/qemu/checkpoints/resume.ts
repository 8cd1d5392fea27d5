import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { launch } from '../launch';
import { dropMachine, type LiveMachine } from '../live-machine';
import { connectSession, type Session, type Setting } from '../machine-session';
import { findLongest, type KeptDisk } from './kept-disk';
import { setClock } from './set-clock';

/**
 * Milliseconds that a machine which goes on has to answer. It needs none to start, but 30 s were too few on a computer with
 * ten times the work of its processors, and what had taken 13 minutes to come up was thrown away.
 */
const PATIENCE = 120_000;

/**
 * Goes on with the longest state that is kept. Anything that is wrong with it means that there is none.
 *
 * @returns undefined when the machine must be started from nothing
 */
export async function resumeSession(setting: Setting, disk: KeptDisk): Promise<Session | undefined> {
  const done = findLongest(disk);
  if (done === undefined) return undefined;
  const { context } = setting.work;
  context.reporter.say(`Going on with the machine as it was after ${describe(done)}`);
  try {
    return await goOn(setting, disk.names[done] ?? '', done);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    context.reporter.warn(`The kept machine cannot go on, so it is made anew. ${error.message}`);
    return undefined;
  }
}

function describe(done: number): string {
  if (done === 0) return 'it first answered';
  return done === 1 ? 'its first provisioner' : `${done} provisioners`;
}

async function goOn(setting: Setting, name: string, done: number): Promise<Session> {
  const { work, blueprint } = setting;
  const machine = await work.context.step('stepRun', () => launch(work, blueprint, ['-loadvm', name]));
  try {
    const session = await connectSoon(setting, machine, done);
    await setClock(work.context, session.connection.communicator);
    return session;
  } catch (error) {
    await dropMachine(machine);
    throw error;
  }
}

/** Whoever waits long for a machine to be installed need not wait so for one that is. Later it has all its time again. */
async function connectSoon(setting: Setting, machine: LiveMachine, done: number): Promise<Session> {
  const { context, options } = setting.work;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Failure(noAnswer())), PATIENCE);
  const signal = AbortSignal.any([context.signal, late.signal]);
  const work = {
    ...setting.work,
    context: { ...context, signal },
    options: { ...options, pause_before_connecting: undefined },
  };
  try {
    return await connectSession({ ...setting, work }, machine, done);
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = () =>
  problem('BLD020', {
    detail: `It did not answer within ${PATIENCE / 1_000} s.`,
    hint: 'It is started anew.',
  });
