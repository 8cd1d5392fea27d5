import { getString, renameUnlessSet } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const sshkeypath: Fixer = {
  name: 'sshkeypath',
  summary: '"ssh_key_path" of builders becomes "ssh_private_key_file"',
  fix: changeBuilders(ANY, (builder) =>
    getString(builder, 'ssh_key_path') === undefined
      ? builder
      : renameUnlessSet(builder, 'ssh_key_path', 'ssh_private_key_file'),
  ),
};
