import { type JsonObject, memberOf } from '@strata/hcl';
import { createList, has, remove, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const vsphereIsoNetDisk: Fixer = {
  name: 'vsphere-iso-net-disk',
  summary: 'the one network and the one disk of vsphere-iso become lists',
  fix: changeBuilders(['vsphere-iso'], (builder) =>
    gather(gather(rename(builder, 'networkCard', 'network_card'), NETWORK), DISK),
  ),
};

/** Options that belong into the first object of a list. */
interface Gathering {
  readonly options: readonly string[];
  readonly into: string;
}

const NETWORK: Gathering = { options: ['network', 'network_card'], into: 'network_adapters' };
const DISK: Gathering = {
  options: ['disk_size', 'disk_thin_provisioned', 'disk_eagerly_scrub'],
  into: 'storage',
};

function gather(builder: JsonObject, { options, into }: Gathering): JsonObject {
  if (!options.some((option) => has(builder, option))) return builder;
  const members = builder.members.filter(({ name }) => options.includes(name.string));
  const more = memberOf(builder, into);
  const others = more?.kind === 'array' ? more.items : [];
  return set(remove(builder, ...options), into, createList([{ ...builder, members }, ...others], builder));
}
