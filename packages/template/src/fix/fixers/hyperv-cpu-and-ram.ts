import { rename } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const hypervCpuAndRam: Fixer = {
  name: 'hyperv-cpu-and-ram',
  summary: '"cpu" and "ram_size" of Hyper-V become "cpus" and "memory"',
  fix: changeBuilders(['hyperv-iso', 'hyperv-vmcx'], (builder) =>
    rename(rename(builder, 'cpu', 'cpus'), 'ram_size', 'memory'),
  ),
};
