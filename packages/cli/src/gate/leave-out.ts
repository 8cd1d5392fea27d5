import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';

/** A part of the gate that can be left out by name. */
export type GatePart = 'tests' | 'scan';

/** What is told in place of problems of a part that the user left out by the image's name. Names what that hides. */
export function tellLeftOut(image: string, part: GatePart, hidden: readonly Diagnostic[]): Diagnostic {
  const hint = `Publish it without -without-${part}=${image} as soon as that is possible.`;
  if (hidden.length === 0) {
    const detail = `-without-${part}=${image} leaves out nothing: the ${part === 'tests' ? 'tests passed' : 'scan does not refuse the image'}.`;
    return problem('CLI049', { severity: 'warning', detail, hint });
  }
  const lines = hidden.map(({ code, summary, detail }) => `  ${code} ${summary}: ${detail}`);
  const detail = `${image} goes without its ${part}, since -without-${part} names it. What would have refused it:\n${lines.join('\n')}`;
  return problem('CLI049', { severity: 'warning', detail, hint });
}
