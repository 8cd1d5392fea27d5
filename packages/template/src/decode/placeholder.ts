import { type OptionType, UNKNOWN_TEXT } from '@strata/sdk';

/** What stands for an unknown value while a template is only checked; Packer's plugins see the same. */
export function getPlaceholder(type: OptionType): unknown {
  if (typeof type === 'string') return SIMPLE[type];
  return 'list' in type ? [] : {};
}

const SIMPLE: Readonly<Record<Extract<OptionType, string>, unknown>> = {
  string: UNKNOWN_TEXT,
  number: 0,
  bool: false,
  duration: 0,
  any: UNKNOWN_TEXT,
  input: { kind: 'image', project: UNKNOWN_TEXT },
};
