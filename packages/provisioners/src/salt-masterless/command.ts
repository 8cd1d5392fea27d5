import type { SaltGuest } from './guest';
import type { SaltMasterlessOptions } from './schema';

/** The program, with its folder. */
export function getSaltCall({ salt_bin_dir: folder }: SaltMasterlessOptions): string {
  return folder === '' ? 'salt-call' : `${folder.replace(/\/+$/, '')}/salt-call`;
}

/** The command that applies the states, without sudo. A minion's configuration says itself where they are. */
export function getApplyCommand(options: SaltMasterlessOptions, { states, pillars }: SaltGuest): string {
  const hasConfig = options.minion_config !== undefined;
  const words = [
    `${getSaltCall(options)} --local `,
    options.custom_state ? `state.sls ${options.custom_state}` : 'state.highstate',
    ...(hasConfig ? [] : [`--file-root=${options.remote_state_tree ?? states}`]),
    ...(hasConfig ? [] : [`--pillar-root=${options.remote_pillar_roots ?? pillars}`]),
    ...(options.no_exit_on_failure ? [] : ['--retcode-passthrough']),
    `-l ${options.log_level || 'info'}`,
    ...(options.salt_call_args === '' ? [] : [options.salt_call_args]),
  ];
  return words.join(' ');
}
