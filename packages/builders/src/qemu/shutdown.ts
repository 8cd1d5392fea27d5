import { Failure } from '@strata/diagnostics';
import type { Communicator } from '@strata/sdk';
import { problem } from '../codes';
import type { LiveMachine } from './live-machine';
import type { Work } from './work';

/** Brings the machine to its end, as the template wants it. @throws Failure when it does not end in time */
export async function shutDown(
  { context, options }: Work,
  { running, qmp }: LiveMachine,
  communicator: Communicator,
): Promise<void> {
  const { reporter } = context;
  running.expectEnd();
  if (options.communicator === 'none') {
    reporter.say('Waiting for shutdown...');
  } else if (options.shutdown_command) {
    reporter.say('Gracefully halting virtual machine...');
    await order({ context, options }, communicator, running.ended);
  } else {
    reporter.say('Halting the virtual machine...');
    // QEMU hangs up at this.
    await qmp.execute('quit').catch(() => undefined);
  }
  await waitForEnd({ context, options }, running.ended);
}

type Context = Pick<Work, 'context' | 'options'>;

/** The machine may be gone before it has said how the command ended; only that it is gone counts. */
async function order(
  { context, options }: Context,
  communicator: Communicator,
  ended: Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const told = communicator
    .exec(
      {
        command: options.shutdown_command ?? '',
        onOutput: ({ stream, data }) => context.reporter.output(stream, data),
      },
      signal,
    )
    .then(
      () => undefined,
      () => context.signal.throwIfAborted(),
    );
  await Promise.race([told, ended]);
  over.abort(new Error('the machine is down'));
  await told;
}

async function waitForEnd({ context, options }: Context, ended: Promise<void>): Promise<void> {
  const { clock } = context.ports;
  const over = new AbortController();
  const late = clock.sleep(options.shutdown_timeout, AbortSignal.any([context.signal, over.signal])).then(
    () => 'late' as const,
    () => context.signal.throwIfAborted(),
  );
  const first = await Promise.race([ended, late]);
  over.abort(new Error('the wait is over'));
  context.signal.throwIfAborted();
  if (first !== 'late') return;
  throw new Failure(
    problem('BLD019', {
      detail: `Timeout while waiting for machine to shut down: it still ran after ${options.shutdown_timeout / 1_000} s.`,
      hint: 'shutdown_command must switch the machine off (shutdown -P now), with the rights to do so; shutdown_timeout says how long it may take.',
    }),
  );
}
