import type { NewSource } from './builders';
import type { OldTemplate } from './old-template';
import { quote } from './quote';
import { type StepContext, writeChains, writeProvisioners } from './steps';
import { writeText } from './text';

/** The one build of a JSON template; nothing when there is nothing to build. */
export function writeBuild(
  template: OldTemplate,
  sources: readonly NewSource[],
  context: StepContext,
): string {
  if (sources.length === 0) return '';
  const { description } = template;
  const parts = [
    description === undefined || description === '' ? '' : `description = ${quote(description)}\n`,
    `${writeUses(sources, context)}`,
    writeProvisioners(template, context),
    writeChains(template.chains, context),
  ];
  return `build {\n${parts.filter((part) => part !== '').join('\n')}}\n`;
}

/** A source keeps a name that no label can have by a block of its own. */
function writeUses(sources: readonly NewSource[], { scribe }: StepContext): string {
  const plain = sources.filter(({ name }) => name === undefined);
  const list = plain.map((source) => quote(getReference(source))).join(', ');
  const named = sources.flatMap((source) =>
    source.name === undefined
      ? []
      : [`source ${quote(getReference(source))} {\nname = ${writeText(source.name, scribe)}\n}\n`],
  );
  return [...(plain.length > 0 ? [`sources = [${list}]\n`] : []), ...named].join('\n');
}

function getReference({ type, label }: NewSource): string {
  return `source.${type}.${label}`;
}
