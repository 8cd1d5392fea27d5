import { isAbsolute, relative, sep } from 'node:path';
import type { Diagnostic, Range } from '@strata/diagnostics';

function nameRange(root: string, range: Range): Range {
  if (!isAbsolute(range.file)) return range;
  const file = relative(root, range.file).split(sep).join('/');
  return file.startsWith('../') ? range : { ...range, file };
}

/**
 * Names source files from the workspace's root, as Nx does, and not by where the workspace lies: what a task says is kept
 * with its cached result and shown on other machines.
 */
export function nameFilesFrom(root: string, diagnostic: Diagnostic): Diagnostic {
  const { subject, context } = diagnostic;
  return {
    ...diagnostic,
    ...(subject && { subject: nameRange(root, subject) }),
    ...(context && { context: nameRange(root, context) }),
  };
}
