import { getUsedNodes, type Template } from '@strata/template';
import type { Selected } from './select';

/**
 * Which locals and data sources may ask other machines: with a selection only what the selected builds need, without one
 * all, as in Packer. Undefined stands for all.
 */
export function getAsking(
  template: Template,
  selected: readonly Selected[],
): ((key: string) => boolean) | undefined {
  const count = template.builds.reduce((sum, { uses }) => sum + uses.length, 0);
  if (selected.length === count) return undefined;
  const needed = new Set(selected.flatMap(({ build, use }) => [...getUsedNodes(template, build, use)]));
  return (key) => needed.has(key);
}
