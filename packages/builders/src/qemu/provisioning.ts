import type { MachineBuilder, ProvisionProgress } from '@strata/sdk';
import { getFacts } from './facts';
import { orLost } from './launch';
import type { Session, Setting } from './machine-session';
import type { QemuSchema } from './schema';

type Provision = Parameters<MachineBuilder<QemuSchema>['build']>[2];

/** Milliseconds that provisioners have to notice that their machine is gone. */
const NOTICE = 10_000;

/** Runs the template's provisioners. When QEMU ends under them, its reason is told, not theirs. */
export async function provisionSession(
  { work, login, http }: Setting,
  { machine, connection, address }: Session,
  request: { readonly provision: Provision; readonly progress?: ProvisionProgress },
): Promise<void> {
  const { context, options, name } = work;
  const { communicator } = connection;
  const facts = getFacts(options, { name, address, login, http });
  await context.step('StepProvision', async () => {
    const provisioned = request.provision({ communicator, facts }, request.progress);
    try {
      await orLost(machine.running.lost, () => provisioned);
    } catch (error) {
      if (!machine.running.lost.aborted) throw error;
      await connection.close();
      const settled = provisioned.catch(() => undefined);
      const patience = new AbortController();
      await Promise.race([
        settled,
        context.ports.clock.sleep(NOTICE, patience.signal).catch(() => undefined),
      ]);
      patience.abort(new Error('it was noticed'));
      throw machine.running.lost.reason;
    }
  });
}
