import { rename } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const hypervVmxcTypo: Fixer = {
  name: 'hyperv-vmxc-typo',
  summary: '"clone_from_vmxc_path" of Hyper-V becomes "clone_from_vmcx_path"',
  fix: changeBuilders(['hyperv-vmcx'], (builder) =>
    rename(builder, 'clone_from_vmxc_path', 'clone_from_vmcx_path'),
  ),
};
