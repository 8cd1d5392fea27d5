import type { JsonMember, JsonNode, JsonObject } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { isIdentifier, sortNames } from './quote';
import { isPlain, type Scribe } from './scribe';
import { writeValue } from './value';

/** How the members of an object become arguments and blocks. */
export interface BodyContext {
  readonly scribe: Scribe;
  /** Of a part that is known here; without one, what a value looks like must decide. */
  readonly schema?: BlockSchema | undefined;
  /** Arguments beside the members: expressions by name. */
  readonly given?: Readonly<Record<string, string>>;
}

/** The inside of a block: arguments and blocks in the order of their names. */
export function writeBody({ members }: JsonObject, context: BodyContext): string {
  const own = members.map((member) => ({ name: member.name.string, text: writeMember(member, context) }));
  const given = Object.entries(context.given ?? {}).map(([name, value]) => ({
    name,
    text: `${name} = ${value}\n`,
  }));
  return sortNames([...own, ...given], ({ name }) => name)
    .map(({ text }) => text)
    .join('');
}

function writeMember({ name: { string: name }, value }: JsonMember, context: BodyContext): string {
  const { scribe } = context;
  if (!isIdentifier(name)) {
    scribe.notes.add(`HCL2 cannot have an argument called ${JSON.stringify(name)}; it was left out.`);
    return '';
  }
  if (value.kind === 'array' && value.items.length === 0) return '';
  const blocks = getBlocks(name, value, context);
  if (!blocks) return `${name} = ${writeArgument(name, value, context)}\n`;
  const schema = context.schema?.blocks?.[name]?.schema;
  return blocks.map((body) => `${name} {\n${writeBody(body, { scribe, schema })}}\n`).join('');
}

/** What a value is as blocks; undefined when it is an argument. */
function getBlocks(
  name: string,
  value: JsonNode,
  { schema }: BodyContext,
): readonly JsonObject[] | undefined {
  if (schema && Object.hasOwn(schema.options, name)) return undefined;
  if (value.kind === 'object') return isBlock(name, value, schema) ? [value] : undefined;
  if (value.kind !== 'array') return undefined;
  const objects = value.items.flatMap((item) => (item.kind === 'object' ? [item] : []));
  return objects.length === value.items.length ? objects : undefined;
}

/** Objects of Azure and vSphere that are blocks although they look like maps. */
const ALWAYS_BLOCKS = new Set(['linux_options', 'network_interface', 'shared_image_gallery']);

/** Of parts that nobody here knows, a map of plain values is taken for an argument, as Packer takes it. */
function isBlock(name: string, { members }: JsonObject, schema: BlockSchema | undefined): boolean {
  if (schema?.blocks && Object.hasOwn(schema.blocks, name)) return true;
  return ALWAYS_BLOCKS.has(name) || members.length === 0 || !members.every(({ value }) => isPlain(value));
}

function writeArgument(name: string, value: JsonNode, { scribe, schema }: BodyContext): string {
  const written = writeValue(value, scribe);
  const type = schema && Object.hasOwn(schema.options, name) ? schema.options[name]?.type : undefined;
  const isList = typeof type === 'object' && 'list' in type;
  return isList && value.kind === 'string' ? writeList(value.string, written) : written;
}

/** In JSON a string given for a list of strings is cut at its commas; HCL2 wants it cut. */
function writeList(text: string, written: string): string {
  if (text.includes('{{')) return `split(",", ${written})`;
  return text === '' ? '[]' : `[${written.replaceAll(',', '", "')}]`;
}
