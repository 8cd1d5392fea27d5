import { type EagerFunction, type Scope, Type, Value } from '@strata/hcl';
import { createCall, type Words } from '../go-template/translate';
import { createWords } from '../legacy/strings';

const NAME = 'clean_resource_name';

/** What a builder's strings may say beside other parts': `{{isotime | clean_resource_name}}`. */
export function createCleanWords(isLegacy: boolean, now: () => number): Words {
  const clean = createCall(NAME);
  // A pipeline that ends in this word was left alone when the file was read, so that what it begins with is known here as well.
  const { user } = createWords(now);
  return { [NAME]: clean, ...(isLegacy && user && { user }) };
}

/** A scope in which that word is a function. It is none for the rest of the template, as in Packer. */
export function createCleanScope(parent: Scope, clean: (name: string) => string): Scope {
  const call: EagerFunction = {
    kind: 'eager',
    description: 'Replaces what cannot stand in the name of a resource.',
    parameters: [{ name: 'name', type: Type.string }],
    returns: Type.string,
    call: ([name]) => Value.string(name?.kind === 'string' ? clean(name.string) : ''),
  };
  return { functions: new Map([[NAME, call]]), parent };
}
