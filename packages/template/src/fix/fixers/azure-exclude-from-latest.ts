import { memberOf } from '@strata/hcl';
import { rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const azureExcludeFromLatest: Fixer = {
  name: 'azure-exclude_from_latest',
  summary: '"exlude_from_latest" of Azure becomes "exclude_from_latest"',
  fix: changeBuilders(['azure-chroot*'], (builder) => {
    const destination = memberOf(builder, DESTINATION);
    if (destination?.kind !== 'object') return builder;
    return set(builder, DESTINATION, rename(destination, 'exlude_from_latest', 'exclude_from_latest'));
  }),
};

const DESTINATION = 'shared_image_destination';
