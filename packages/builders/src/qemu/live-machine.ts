import type { ReservedPort } from './network/reserve-port';
import type { Qmp } from './process/qmp';
import type { RunFolder } from './process/run-folder';
import type { Running } from './process/start';

/** A machine that was started and that QEMU answers for. */
export interface LiveMachine {
  readonly running: Running;
  readonly qmp: Qmp;
  readonly run: RunFolder;
  /** Port of this machine that leads to the communicator's. */
  readonly forward: number | undefined;
  readonly vnc: number;
  readonly ports: readonly ReservedPort[];
}

/** Ends a machine that is not wanted any more, and gives its ports back. */
export async function dropMachine({ running, qmp, run, ports }: LiveMachine): Promise<void> {
  qmp.close();
  await running.stop();
  await run.resource.remove();
  await releaseAll(ports);
}

export async function releaseAll(ports: readonly ReservedPort[]): Promise<void> {
  for (const port of ports) await port.release();
}
