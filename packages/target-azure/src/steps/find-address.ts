import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Work } from '../machine/work';
import { findResource } from '../resources/generic';
import type { Network } from './network';

/** Packer's StepGetIPAddress: where the machine answers; undefined when nobody connects. */
export async function findAddress(work: Work, { networkInterface, address }: Network) {
  const { ask, context, options, session } = work;
  if (options.communicator === 'none') return undefined;
  const given = options.communicator === 'winrm' ? options.winrm_host : options.ssh_host;
  if (given) return given;
  const target = address ?? networkInterface;
  const request = { action: 'Looking for the address of', what: work.names.machine };
  const found = await findResource(ask, session.resources(), { target, request });
  const host = address ? found?.properties?.['ipAddress'] : readPrivate(found?.properties);
  if (typeof host === 'string' && host !== '') {
    context.reporter.say(` -> IP Address        : '${host}'`);
    return host;
  }
  throw new Failure(
    problem('AZU052', {
      detail: `Azure gave the machine no ${address ? 'public' : 'private'} address: ${target.id} has none.`,
      hint: 'Look at it in the portal, or give the address that the machine answers at in ssh_host.',
    }),
  );
}

interface Configuration {
  readonly properties?: { readonly privateIPAddress?: unknown };
}

function readPrivate(properties: Record<string, unknown> | undefined): unknown {
  const [first] = (properties?.['ipConfigurations'] ?? []) as readonly Configuration[];
  return first?.properties?.privateIPAddress;
}
