import { join } from 'node:path';
import { quoteWord } from '@strata/sdk';
import { encodeFacts, type MetadataFacts } from '../metadata/facts';

/** The card that QEMU gives a machine which says nothing of it. */
export const MAC = '52:54:00:12:34:56';

/** A network of a guest's own in which services of its cloud answer. */
export interface GuestNetwork {
  /** As QEMU takes it: `169.254.0.0/16`. */
  readonly range: string;
  /** Addresses in it at which the service answers, at HTTP's port. */
  readonly services: readonly string[];
}

const SERVER = join(__dirname, '../../../bin/guest-metadata.js');

/**
 * QEMU forwards connections only to addresses of the guest's own network, so that network is as large as it must be.
 * For each connection it starts our server. Nothing in it differs from run to run, but for the port, as long as the facts
 * are the same: kept states fit.
 */
export function makeNetwork(
  { range, services }: GuestNetwork,
  facts: MetadataFacts,
): readonly ['-netdev', string] {
  // Whatever Node is told to say by the environment of a build would be said to the guest.
  const quiet = ['env', '-u', 'NODE_OPTIONS', process.execPath, '--no-warnings'];
  const words = [...quiet, SERVER, encodeFacts(facts)];
  const command = words.map(quoteWord).join(' ').replaceAll(',', ',,');
  return [
    '-netdev',
    [
      'user,id=user.0',
      'hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22',
      `net=${range}`,
      ...services.map((address) => `guestfwd=tcp:${address}:80-cmd:${command}`),
    ].join(','),
  ];
}
