import { join } from 'node:path';
import type { MachineContext } from '@strata/sdk';
import { getEnvironment } from './process/environment';
import type { QemuOptions } from './schema';

/** What might run faster than software, by system. */
const FAST: Partial<Readonly<Record<NodeJS.Platform, string>>> = { linux: 'kvm', darwin: 'hvf' };
const SOFTWARE = 'tcg';

/** What a trial needs of the machine's context. */
type Context = Pick<MachineContext, 'ports' | 'reporter' | 'scratch' | 'signal'>;

/** Milliseconds that the fast way may take longer than software for what takes both a tenth of a second. */
const MARGIN = 1_000;
/** Milliseconds for the software itself. */
const LIMIT = 20_000;

/**
 * What runs the processor: the template's choice, else whatever a trial shows to work. That a device is there and opens
 * says little: inside of other machines KVM may start and then run a hundred times slower than software. So a tiny machine
 * is started both ways, and the fast way is taken when it is not slower.
 */
export async function chooseAccelerator(
  context: Context,
  options: Pick<QemuOptions, 'accelerator' | 'qemu_binary'>,
): Promise<string> {
  if (options.accelerator !== undefined) return options.accelerator;
  const fast = FAST[context.ports.environment.platform];
  if (fast === undefined) return SOFTWARE;
  const works = await isFast(context, options.qemu_binary, fast);
  if (!works)
    context.reporter.say(`A trial shows that ${fast} does not work here: the machine runs in software.`);
  return works ? fast : SOFTWARE;
}

async function isFast(context: Context, program: string, fast: string): Promise<boolean> {
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const { clock } = context.ports;
  const trial: Trial = { context, program, signal, disk: await writeDisk(context) };
  try {
    const wanted = tryOut(trial, fast);
    const atLeast = Promise.race([
      tryOut(trial, SOFTWARE),
      clock.sleep(LIMIT, signal).catch(() => undefined),
    ]);
    const late = atLeast
      .then(() => clock.sleep(MARGIN, signal))
      .then(
        () => false,
        () => false,
      );
    const works = await Promise.race([wanted, late]);
    context.signal.throwIfAborted();
    return works;
  } finally {
    over.abort(new Error('the trial is over'));
  }
}

interface Trial {
  readonly context: Context;
  readonly program: string;
  readonly signal: AbortSignal;
  readonly disk: string;
}

/** A device that ends QEMU with twice the value plus one. */
const EXIT = ['-device', 'isa-debug-exit,iobase=0xf4,iosize=0x04'];
const EXIT_VALUE = 0x10;
const EXIT_CODE = EXIT_VALUE * 2 + 1;
const SECTOR = 512;

/** A floppy, which firmware starts from without ado, whose first sector says to that device: it works. Everything before it is the firmware's. */
async function writeDisk({ ports, scratch }: Context): Promise<string> {
  const sector = Buffer.alloc(SECTOR);
  // mov al, value; out 0xf4, al; hlt
  Buffer.from([0xb0, EXIT_VALUE, 0xe6, 0xf4, 0xf4]).copy(sector);
  sector.writeUInt16LE(0xaa55, SECTOR - 2);
  const path = join(scratch, 'accelerator-trial.raw');
  await ports.files.write(path, sector);
  return path;
}

async function tryOut({ context, program, signal, disk }: Trial, accelerator: string): Promise<boolean> {
  const isPc = /x86_64|i386/u.test(program);
  const machine = isPc
    ? [
        '-machine',
        `pc,accel=${accelerator}`,
        '-m',
        '16',
        '-drive',
        `file=${disk},format=raw,if=floppy,readonly=on`,
        ...EXIT,
      ]
    : ['-machine', 'none', '-accel', accelerator, '-qmp', 'stdio'];
  const result = await context.ports.processes
    .run({
      command: program,
      args: [...machine, '-nodefaults', '-no-user-config', '-display', 'none'],
      env: getEnvironment(context.ports),
      signal,
      // Other machines have no such device: that they start and answer must do.
      ...(!isPc && { stdin: Buffer.from('{"execute":"qmp_capabilities"}{"execute":"quit"}') }),
    })
    .catch(() => undefined);
  return result?.code === (isPc ? EXIT_CODE : 0);
}
