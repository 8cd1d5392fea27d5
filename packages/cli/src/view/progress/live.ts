import { cutToCells } from '@strata/diagnostics';
import { createArea } from './area';
import type { Branch } from './branches';
import type { Display, ProgressOptions } from './display';
import { formatBranch } from './format-branch';

/** Milliseconds between two drawings. */
const INTERVAL = 100;
/** Milliseconds before work is shown: what is over at once would only flicker. */
const PATIENCE = 500;
/** Branches shown: a few lines at the bottom, not the whole window. */
const SHOWN = 8;

/** Draws a line for each branch at the bottom of a terminal, in place. */
export function createLiveDisplay(options: ProgressOptions): Display {
  const area = createArea({ write: options.write, width: () => options.width });
  const format = (branches: readonly Branch[], now: number): readonly string[] => {
    const shown = branches.filter(({ since }) => now - since >= PATIENCE);
    const lines = shown.slice(0, SHOWN).map((branch) => formatLine(branch, now, options));
    const more = shown.length - SHOWN;
    return more > 0 ? [...lines, `and ${more} more`] : lines;
  };
  return {
    interval: INTERVAL,
    show: (branches, now) => area.draw(format(branches, now)),
    print: (text, branches, now) => area.print(text, format(branches, now)),
  };
}

/** One column stays free: some terminals go on to the next line when the last one is filled. */
function formatLine(branch: Branch, now: number, { width, color }: ProgressOptions): string {
  const line = cutToCells(`${branch.name}: ${formatBranch(branch, now)}`, width - 1);
  if (!color) return line;
  const name = line.slice(0, branch.name.length + 1);
  return `\u001b[36m${name}\u001b[0m${line.slice(name.length)}`;
}
