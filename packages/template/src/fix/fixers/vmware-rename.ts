import { createString, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const vmwareRename: Fixer = {
  name: 'vmware-rename',
  summary: 'the builder "vmware" is called "vmware-iso"',
  fix: changeBuilders(['vmware'], (builder) => set(builder, 'type', createString('vmware-iso', builder))),
};
