import { type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import type { PartRegistry } from '@strata/sdk';
import { problem } from './codes';
import { findOrigin } from './known-plugins';
import type { Template } from './template';

const KINDS = {
  builders: { code: 'TPL024', word: 'builder' },
  provisioners: { code: 'TPL025', word: 'provisioner' },
  postProcessors: { code: 'TPL026', word: 'post-processor' },
  dataSources: { code: 'TPL027', word: 'data source' },
} as const;

/** What parts there are, and what the template requires for others. */
export interface PartsAround {
  readonly registry: PartRegistry;
  readonly kind: keyof PartRegistry;
  readonly plugins?: Template['settings']['requiredPlugins'];
}

/** A part's type that no part has. */
export function getUnknownPart(
  type: string,
  subject: Range,
  { registry, kind, plugins = new Map() }: PartsAround,
): Diagnostic {
  const { code, word } = KINDS[kind];
  const known = [...registry[kind].keys()].sort();
  const near = suggest(type, known);
  const origin = near ? undefined : findOrigin(type, plugins);
  const reason = origin ? `In Packer it comes from ${origin}, which Strata does not have yet.` : '';
  const list = known.length === 0 ? 'There is none at all.' : `Strata has ${known.join(', ')}.`;
  return problem(code, {
    detail: [`There is no ${word} "${type}".`, reason, list].filter((text) => text !== '').join(' '),
    subject,
    ...(near && { hint: `Did you mean "${near}"?` }),
    ...(origin && { hint: `Build what needs "${type}" with Packer: the template can stay as it is.` }),
  });
}
