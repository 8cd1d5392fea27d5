import { memberOf } from '@strata/hcl';
import { createString, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const qemuDiskSize: Fixer = {
  name: 'qemu-disk-size',
  summary: '"disk_size" of QEMU as a number becomes a text with its unit',
  fix: changeBuilders(['qemu'], (builder) => {
    const size = memberOf(builder, 'disk_size');
    if (size?.kind !== 'number') return builder;
    return set(builder, 'disk_size', createString(`${Math.trunc(Number(size.raw))}M`, size));
  }),
};
