import { type MachineFacts, reveal } from '@strata/sdk';
import { fillFacts } from './fill-facts';
import type { AnsibleOptions } from './schema';

/** The environment of Ansible: this process's, `ansible_env_vars`, and what Packer sets behind them, the last winning. */
export function getEnvironment(
  options: AnsibleOptions,
  facts: MachineFacts,
  own: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const inherited = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const given = options.ansible_env_vars.map((text): [string, string] => {
    const whole = reveal(fillFacts(text, facts));
    const at = whole.indexOf('=');
    return [whole.slice(0, at), whole.slice(at + 1)];
  });
  const run = facts['PackerRunUUID'];
  return {
    ...Object.fromEntries([...inherited, ...given]),
    // Whoever sweeps up after a kill finds the programs of a run by it.
    ...(run !== undefined && { PACKER_RUN_UUID: reveal(run) }),
    // A key that was made for this run is known to nobody.
    ...(options.ssh_host_key_file === undefined && { ANSIBLE_HOST_KEY_CHECKING: 'False' }),
    ...(!options.use_sftp && { ANSIBLE_SCP_IF_SSH: 'True' }),
  };
}
