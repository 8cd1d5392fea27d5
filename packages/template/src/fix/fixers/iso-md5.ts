import { createString, getString, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const isoMd5: Fixer = {
  name: 'iso-md5',
  summary: '"iso_md5" of builders becomes "iso_checksum" of the type md5',
  fix: changeBuilders(ANY, (builder) =>
    getString(builder, 'iso_md5') === undefined
      ? builder
      : set(rename(builder, 'iso_md5', 'iso_checksum'), 'iso_checksum_type', createString('md5', builder)),
  ),
};
