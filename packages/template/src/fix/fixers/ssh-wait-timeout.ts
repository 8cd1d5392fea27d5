import { getString, has, renameUnlessSet } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const sshWaitTimeout: Fixer = {
  name: 'ssh-wait-timeout',
  summary: '"ssh_wait_timeout" of builders becomes "ssh_timeout"',
  fix: changeBuilders(ANY, (builder) =>
    has(builder, 'ssh_timeout') || getString(builder, 'ssh_wait_timeout') !== undefined
      ? renameUnlessSet(builder, 'ssh_wait_timeout', 'ssh_timeout')
      : builder,
  ),
};
