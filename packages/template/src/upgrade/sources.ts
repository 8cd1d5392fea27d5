import type { PartRegistry } from '@strata/sdk';
import { writeBody } from './body';
import type { NewSource } from './builders';
import { quote } from './quote';
import { type Scribe, takeNotes } from './scribe';

/** The builders as source blocks. */
export function writeSources(sources: readonly NewSource[], scribe: Scribe, registry: PartRegistry): string {
  return sources
    .map(({ type, label, body, image }) => {
      const schema = registry.builders.get(type)?.schema;
      const inside = writeBody(body, {
        scribe,
        schema,
        ...(image !== undefined && { given: { source_ami: image } }),
      });
      return `\n${takeNotes(scribe)}source ${quote(type)} ${quote(label)} {\n${inside}}\n`;
    })
    .join('');
}
