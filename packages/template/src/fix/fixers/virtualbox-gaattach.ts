import { createString, getBool, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const virtualboxGaattach: Fixer = {
  name: 'virtualbox-gaattach',
  summary: '"guest_additions_attach" of VirtualBox becomes "guest_additions_mode"',
  fix: changeBuilders(['virtualbox'], (builder) => {
    const attach = getBool(builder, 'guest_additions_attach');
    if (attach === undefined) return builder;
    const mode = createString(attach ? 'attach' : 'upload', builder);
    return set(rename(builder, 'guest_additions_attach', MODE), MODE, mode);
  }),
};

const MODE = 'guest_additions_mode';
