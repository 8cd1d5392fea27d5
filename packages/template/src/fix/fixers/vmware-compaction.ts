import type { JsonObject } from '@strata/hcl';
import { createBool, createString, getBool, getString, has, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const vmwareCompaction: Fixer = {
  name: 'vmware-compaction',
  summary: '"vmware-iso" on ESXi skips the compaction of disks that cannot be compacted',
  fix: changeBuilders(['vmware-iso'], (builder) =>
    getString(builder, 'remote_type') === 'esx5' ? skipCompaction(withDiskType(builder)) : builder,
  ),
};

/** What the builder took for granted before it had another default. */
const FORMER_DEFAULT = 'zeroedthick';

function withDiskType(builder: JsonObject): JsonObject {
  if (has(builder, 'disk_type_id')) return builder;
  return set(builder, 'disk_type_id', createString(FORMER_DEFAULT, builder));
}

function skipCompaction(builder: JsonObject): JsonObject {
  const type = getString(builder, 'disk_type_id');
  if (type === undefined || type === 'thin') return builder;
  const isOurs = !has(builder, 'skip_compaction') || getBool(builder, 'skip_compaction') === false;
  return isOurs ? set(builder, 'skip_compaction', createBool(true, builder)) : builder;
}
