import { getVisible } from '@strata/diagnostics';
import type { WorkName } from '@strata/engine';
import { formatBytes, formatElapsed } from '../units';
import type { Branch, Work } from './branches';

/** Works named on one line; the others are counted. */
const SHOWN = 2;

/** What a branch is at, on one line: `[1/9] installing packages 120 of 241, 14 s: bash`. */
export function formatBranch({ step, work, works, since, lastLine }: Branch, now: number): string {
  const place = step ? `[${step.index + 1}/${step.count}] ` : '';
  const all = [...works.values()];
  const named = all.slice(0, SHOWN).map((work) => formatWork(work, now));
  if (all.length > SHOWN) named.push(`${all.length - SHOWN} more`);
  const what = named.length > 0 ? named.join(' and ') : (step?.label ?? (work ? describe(work) : ''));
  const item = all.findLast(({ progress }) => progress.item)?.progress.item;
  const at = item ?? (all.length === 0 ? lastLine : '');
  const line = `${place}${what}, ${formatElapsed(now - since)}${at ? `: ${at}` : ''}`;
  return toLine(line);
}

/** `StepConnectDocker` is a name for `-debug`; here it is what is going on: `connect docker`. */
function describe({ of, label }: WorkName): string {
  if (of === 'post-processor') return `${of} ${label}`;
  const words = label.replace(/^step/iu, '').match(/[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+/gu) ?? [label];
  return words.map((word) => (/^[A-Z]+$/u.test(word) ? word : word.toLowerCase())).join(' ');
}

function formatWork({ progress, rate }: Work, now: number): string {
  const { label, done, total, unit } = progress;
  if (done === 0 && total === undefined) return label;
  const format = unit === 'bytes' ? formatBytes : String;
  const amount = total === undefined ? format(done) : `${format(Math.min(done, total))} of ${format(total)}`;
  const speed = unit === 'bytes' ? rate.get(done, now) : undefined;
  return `${label} ${amount}${speed ? ` at ${formatBytes(speed)}/s` : ''}`;
}

/** Commands colour and redraw what they print; here only the words count. */
function toLine(text: string): string {
  const plain = text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g, '');
  return getVisible(plain.replace(/\s+/g, ' ')).trim();
}
