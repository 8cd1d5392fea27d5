import type { BlockSchema, OptionSpec, OptionType } from '@strata/sdk';
import { generatedNote, type Page, renderTable } from './page';

/** What a page needs to know of a part's definition. */
export interface PartDefinition {
  readonly kind: string;
  readonly type: string;
  readonly doc: string;
  readonly schema: BlockSchema;
}

function renderType(type: OptionType): string {
  if (typeof type === 'string') return type;
  if ('list' in type) return `list(${renderType(type.list)})`;
  if ('map' in type) return `map(${renderType(type.map)})`;
  const fields = Object.entries(type.object).map(([name, field]) => `${name}: ${renderType(field)}`);
  return `object({ ${fields.join(', ')} })`;
}

function renderDoc(option: OptionSpec): string {
  const notes = [
    option.doc,
    option.allowed && `One of ${option.allowed.map((value) => `\`${value}\``).join(', ')}.`,
    option.default !== undefined && `Default: \`${JSON.stringify(option.default)}\`.`,
    option.secret && 'May be sensitive.',
    option.affects === 'run' && 'Never rebuilds a layer.',
  ];
  return notes.filter(Boolean).join(' ');
}

function renderOptions(schema: BlockSchema): string {
  const rows = Object.entries(schema.options).map(([name, option]) => [
    `\`${name}\`${option.required ? ' (required)' : ''}`,
    `\`${renderType(option.type)}\``,
    renderDoc(option),
  ]);
  return rows.length === 0 ? 'No options.\n' : `${renderTable(['option', 'type', ''], rows)}\n`;
}

function* renderBlocks(schema: BlockSchema, path: string): Generator<string> {
  for (const [name, block] of Object.entries(schema.blocks ?? {})) {
    const place = path === '' ? name : `${path} > ${name}`;
    const count = block.count === 'many' ? 'any number' : block.required ? 'exactly one' : 'at most one';
    yield `## Block \`${place}\` (${block.required && block.count === 'many' ? 'at least one' : count})\n\n${block.doc}\n`;
    yield renderOptions(block.schema);
    yield* renderBlocks(block.schema, place);
  }
}

const folders: Readonly<Record<string, string>> = { data: 'data-sources' };

/** docs/reference/<kind>s/<type>.md: what a part takes, from the schema by which it is checked. */
export function makePartPage(part: PartDefinition): Page {
  const head = `# ${part.kind} \`${part.type}\`\n\n${generatedNote}\n\n${part.doc}\n`;
  const sections = [head, renderOptions(part.schema), ...renderBlocks(part.schema, '')];
  return {
    file: `docs/reference/${folders[part.kind] ?? `${part.kind}s`}/${part.type}.md`,
    text: sections.join('\n'),
  };
}
