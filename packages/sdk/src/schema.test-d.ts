import { defineSchema, type OptionsOf } from './schema';
import type { Text } from './secret';

const schema = defineSchema({
  options: {
    script: { type: 'string', doc: '', affects: 'result' },
    inline: { type: { list: 'string' }, doc: '', affects: 'result', secret: true },
    network: { type: 'bool', doc: '', affects: 'result', default: true },
    source: { type: 'string', doc: '', affects: 'result', required: true },
  },
  blocks: {
    base: {
      count: 'one',
      doc: '',
      schema: { options: { suite: { type: 'string', doc: '', affects: 'result', required: true } } },
    },
  },
});
type Options = OptionsOf<typeof schema>;

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(): T | undefined => undefined;

same<Same<Options['script'], string | undefined>>();
same<Same<Options['inline'], readonly Text[] | undefined>>();
same<Same<Options['network'], boolean>>();
same<Same<Options['source'], string>>();
same<Same<NonNullable<Options['base']>['suite'], string>>();
// @ts-expect-error an option that the schema does not have
export type Missing = Options['missing'];
