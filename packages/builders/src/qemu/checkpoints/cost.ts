import { join } from 'node:path';
import type { MachineContext } from '@strata/sdk';

type Context = Pick<MachineContext, 'checkpoints' | 'ports'>;

/** Milliseconds that it takes to keep a state of a small machine: a guess for as long as none was. */
const USUAL = 1_500;

/** How long it took last time to keep a state of this machine, in milliseconds. */
export async function recallCost({ checkpoints, ports }: Context): Promise<number> {
  if (!checkpoints) return USUAL;
  const text = await ports.files.readText(join(checkpoints.folder, 'cost')).catch(() => '');
  const cost = Number.parseInt(text, 10);
  return Number.isFinite(cost) ? cost : USUAL;
}

export async function rememberCost({ checkpoints, ports }: Context, cost: number): Promise<void> {
  if (checkpoints) await ports.files.write(join(checkpoints.folder, 'cost'), `${Math.round(cost)}\n`);
}
