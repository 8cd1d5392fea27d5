import type { Work } from '../machine/work';
import { complete } from '../resources/generic';

/** Packer's StepPowerOffCompute: stops the machine and gives its place back. */
export async function powerOff({ ask, context, names, options, place, session }: Work): Promise<void> {
  context.reporter.say('Powering off machine ...');
  const request = { action: 'Stopping the machine', what: names.machine };
  const { signal: abortSignal } = ask;
  await complete(ask, { request, within: options.polling_duration_timeout }, () =>
    session.compute().virtualMachines.deallocate(place.group, names.machine, { abortSignal }),
  );
}
