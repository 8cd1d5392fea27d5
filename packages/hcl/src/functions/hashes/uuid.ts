import { createHash } from 'node:crypto';
import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { define, defineText } from '../define';
import { failArgument } from '../failure';
import type { FunctionPorts } from '../ports';

const spelling = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** RFC 9562, appendix: the namespaces with names. */
const namespaces: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['url', '6ba7b811-9dad-11d1-80b4-00c04fd430c8'],
  ['oid', '6ba7b812-9dad-11d1-80b4-00c04fd430c8'],
  ['x500', '6ba7b814-9dad-11d1-80b4-00c04fd430c8'],
]);

function spelled(bytes: Uint8Array, version: number): string {
  const own = Uint8Array.from(bytes.slice(0, 16));
  own[6] = ((own[6] as number) & 0x0f) | (version << 4);
  own[8] = ((own[8] as number) & 0x3f) | 0x80;
  const hex = Buffer.from(own).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const createUuidv4 = ({ random }: FunctionPorts) =>
  define({
    description: 'A new random identifier at each call.',
    parameters: [],
    returns: Type.string,
    call: () => Value.string(spelled(random(16), 4)),
  });

export const uuidv5 = defineText(
  'The identifier that stands for a name in a namespace.',
  ['namespace', 'name'],
  (namespace, name) => {
    const id = namespaces.get(namespace) ?? namespace;
    if (!spelling.test(id)) failArgument(0, `uuidv5() doesn't support namespace ${namespace}`);
    const bytes = createHash('sha1')
      .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
      .update(name)
      .digest();
    return spelled(bytes, 5);
  },
);
