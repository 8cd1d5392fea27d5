import type { JsonObject } from '@strata/hcl';
import { createString, getBool, getString, has, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const amazonPrivateIp: Fixer = {
  name: 'amazon-private-ip',
  summary: '"ssh_private_ip" of Amazon becomes "ssh_interface"',
  fix: changeBuilders(['amazon-*'], (builder) => {
    const isPrivate = getTruth(builder);
    if (isPrivate === undefined || has(builder, INTERFACE)) return builder;
    const address = createString(isPrivate ? 'private_ip' : 'public_ip', builder);
    return set(rename(builder, OLD, INTERFACE), INTERFACE, address);
  }),
};

const OLD = 'ssh_private_ip';
const INTERFACE = 'ssh_interface';

/** What Go reads as a bool. */
const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

function getTruth(builder: JsonObject): boolean | undefined {
  const text = getString(builder, OLD);
  if (text === undefined) return getBool(builder, OLD);
  return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined;
}
