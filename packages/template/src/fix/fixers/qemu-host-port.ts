import { rename } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const qemuHostPort: Fixer = {
  name: 'qemu-host-port',
  summary: '"ssh_host_port_min" and "ssh_host_port_max" of QEMU lose their prefix',
  fix: changeBuilders(['qemu'], (builder) =>
    rename(rename(builder, 'ssh_host_port_min', 'host_port_min'), 'ssh_host_port_max', 'host_port_max'),
  ),
};
