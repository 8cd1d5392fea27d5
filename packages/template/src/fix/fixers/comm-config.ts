import type { JsonObject } from '@strata/hcl';
import { getBool, has, renameUnlessSet } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const commConfig: Fixer = {
  name: 'comm-config',
  summary: 'ports and mappings of VirtualBox lose the prefix "ssh_"',
  fix: changeBuilders(['virtualbox*'], (builder) => {
    const ports = renameUnlessSet(
      renameUnlessSet(builder, 'ssh_host_port_min', 'host_port_min'),
      'ssh_host_port_max',
      'host_port_max',
    );
    return canRenameMapping(ports)
      ? renameUnlessSet(ports, 'ssh_skip_nat_mapping', 'skip_nat_mapping')
      : ports;
  }),
};

function canRenameMapping(builder: JsonObject): boolean {
  return has(builder, 'skip_nat_mapping') || getBool(builder, 'ssh_skip_nat_mapping') !== undefined;
}
