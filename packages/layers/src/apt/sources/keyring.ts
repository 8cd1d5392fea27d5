import { access } from 'node:fs/promises';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type DistributionName, distributions } from './distribution';
import type { AptMachine } from './machine';
import type { SuiteSource } from './select';

/** The keyring that vouches for a suite. Fails, naming the package that brings it, when it is not here. */
export async function findKeyring(
  source: SuiteSource,
  name: DistributionName,
  machine: AptMachine,
): Promise<string> {
  const distribution = distributions[name];
  for (const path of [source.keyring, distribution.keyring]) {
    if (path !== undefined && (await isReadable(path))) return path;
  }
  const home = machine.distributions.includes('ubuntu') ? 'ubuntu' : 'debian';
  throw new Failure(
    problem('LAY072', {
      detail: `The keys that sign ${source.suite} of ${name} are not on this machine: ${source.keyring ?? distribution.keyring} cannot be read.`,
      hint: `Run \`sudo apt-get install ${distribution.keyringPackages[home]}\`.`,
    }),
  );
}

function isReadable(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
