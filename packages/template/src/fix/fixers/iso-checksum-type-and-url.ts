import type { JsonObject } from '@strata/hcl';
import { createString, getString, has, remove, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const isoChecksumTypeAndUrl: Fixer = {
  name: 'iso-checksum-type-and-url',
  summary: '"iso_checksum_type" and "iso_checksum_url" become part of "iso_checksum"',
  fix: changeBuilders(ANY, (builder) => {
    const checksum = getChecksum(builder);
    const bare = remove(has(builder, SUM) ? builder : rename(builder, URL, SUM), URL, TYPE);
    return checksum === undefined
      ? remove(builder, URL, TYPE)
      : set(bare, SUM, createString(checksum, builder));
  }),
};

const SUM = 'iso_checksum';
const URL = 'iso_checksum_url';
const TYPE = 'iso_checksum_type';

/** Undefined when there is nothing to change about it. */
function getChecksum(builder: JsonObject): string | undefined {
  const url = getString(builder, URL);
  if (url) return `file:${url}`;
  const [checksum, type] = [getString(builder, SUM), getString(builder, TYPE)];
  return checksum && type ? `${type}:${checksum}` : undefined;
}
