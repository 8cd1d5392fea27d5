import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import type { PartRegistry } from '@strata/sdk';
import { problem } from './codes';

const KINDS = {
  builders: { code: 'TPL024', word: 'builder' },
  provisioners: { code: 'TPL025', word: 'provisioner' },
  postProcessors: { code: 'TPL026', word: 'post-processor' },
  dataSources: { code: 'TPL027', word: 'data source' },
} as const;

/** A part's type that no part has. */
export function getUnknownPart(
  type: string,
  subject: Range,
  { registry, kind }: { readonly registry: PartRegistry; readonly kind: keyof PartRegistry },
): Diagnostic {
  const { code, word } = KINDS[kind];
  const known = [...registry[kind].keys()];
  const near = suggest(type, known);
  const list = known.length === 0 ? 'none' : known.sort().join(', ');
  return problem(code, {
    detail: `There is no ${word} "${type}". There are ${list}.`,
    subject,
    ...(near && { hint: `Did you mean "${near}"?` }),
  });
}
