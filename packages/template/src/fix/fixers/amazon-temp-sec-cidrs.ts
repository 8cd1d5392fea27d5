import { createList, createString, getString, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const amazonTempSecCidrs: Fixer = {
  name: 'amazon-temp-sec-cidrs',
  summary: '"temporary_security_group_source_cidr" of Amazon becomes a list, "…_cidrs"',
  fix: changeBuilders(['amazon-*'], (builder) => {
    const range = getString(builder, 'temporary_security_group_source_cidr');
    if (range === undefined) return builder;
    const renamed = rename(builder, 'temporary_security_group_source_cidr', LIST);
    return set(renamed, LIST, createList([createString(range, builder)], builder));
  }),
};

const LIST = 'temporary_security_group_source_cidrs';
