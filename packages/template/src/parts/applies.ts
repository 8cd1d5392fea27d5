import type { Filter, SourceUse } from '../template';

/** Whether a step counts for a use: its `only` and `except` name uses exactly, without globs. */
export function appliesTo({ only = [], except = [] }: Filter, { filterName }: SourceUse): boolean {
  return only.length > 0 ? only.includes(filterName) : !except.includes(filterName);
}
