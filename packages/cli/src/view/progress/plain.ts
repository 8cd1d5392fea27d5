import { cutToCells } from '@strata/diagnostics';
import type { Display, ProgressOptions } from './display';
import { formatBranch } from './format-branch';

/** Milliseconds between two looks. */
const INTERVAL = 1000;
/** Milliseconds after which work is worth a line. */
const PATIENCE = 2000;
/** Milliseconds between two lines of a branch: a log is read later, and must not be flooded. */
const PAUSE = 10_000;

/** Writes a line now and then for what takes long: for logs, where nothing can be drawn again. */
export function createPlainDisplay(options: ProgressOptions): Display {
  /** Branches by name: since when, and when a line was written last. */
  const told = new Map<string, { readonly since: number; readonly at: number }>();
  return {
    interval: INTERVAL,
    show(branches, now) {
      for (const branch of branches) {
        const { name, since } = branch;
        const last = told.get(name);
        const due = last?.since === since ? last.at + PAUSE : since + PATIENCE;
        if (now < due) continue;
        told.set(name, { since, at: now });
        options.write(`${cutToCells(`    ${name}: ${formatBranch(branch, now)}`, options.width)}\n`);
      }
    },
    print: (text) => options.write(text),
  };
}
