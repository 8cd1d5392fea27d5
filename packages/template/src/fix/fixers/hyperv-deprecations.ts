import { remove } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const hypervDeprecations: Fixer = {
  name: 'hyperv-deprecations',
  summary: '"vhd_temp_path" of Hyper-V goes',
  fix: changeBuilders(['hyperv-iso'], (builder) => remove(builder, 'vhd_temp_path')),
};
